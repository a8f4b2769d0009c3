/** Small shapes that say what colour says, for those who see none: eight by eight, drawn in the text's colour. */
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const ring = (width: number, dashes?: string) => (
  <circle
    cx="4"
    cy="4"
    r="3"
    fill="none"
    stroke="currentColor"
    strokeWidth={width}
    strokeDasharray={dashes}
  />
)
const lines = (d: string, width = 1.3) => <path d={d} fill="none" stroke="currentColor" strokeWidth={width} />

export const GLYPHS = {
  dashedRing: ring(1.2, '1.6 1.4'),
  arrow: lines('M1 4h5M4 1.8L6.3 4 4 6.2'),
  diamond: <path d="M4 .4L7.6 4 4 7.6.4 4z" fill="currentColor" />,
  diamondOutline: lines('M4 .9L7.1 4 4 7.1.9 4z', 1.1),
  ring: ring(1.5),
  halfRing: (
    <>
      {ring(1.3)}
      <path d="M4 1a3 3 0 0 1 0 6z" fill="currentColor" />
    </>
  ),
  dashedRingCut: (
    <>
      {ring(1.2, '1.6 1.4')}
      {lines('M2.8 2.8l2.4 2.4', 1.2)}
    </>
  ),
  dot: <circle cx="4" cy="4" r="3.5" fill="currentColor" />,
  cross: lines('M1.5 1.5l5 5M6.5 1.5l-5 5'),
  square: <rect x=".8" y=".8" width="6.4" height="6.4" fill="currentColor" />,
  hourglass: lines('M1.3 1h5.4L1.3 7h5.4z', 1.1),
  bar: lines('M1.2 4h5.6', 1.5),
  up: <path d="M4 .8L7.8 7.2H.2z" fill="currentColor" />,
  down: <path d="M4 7.2L.2.8h7.6z" fill="currentColor" />,
} as const satisfies Record<string, ReactNode>

export type GlyphName = keyof typeof GLYPHS

export function Glyph({ name, className }: { readonly name: GlyphName; readonly className?: string }) {
  return (
    <svg viewBox="0 0 8 8" aria-hidden="true" className={classNames('size-2 flex-none', className)}>
      {GLYPHS[name]}
    </svg>
  )
}
