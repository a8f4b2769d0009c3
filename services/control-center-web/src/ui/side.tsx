'use client'
import { useTranslations } from 'next-intl'
import { Glyph } from './glyphs.tsx'

type OrderSide = 'BUY' | 'SELL'

export function Side({ side }: { readonly side: OrderSide }) {
  const t = useTranslations('ui.sides')
  return <SideMark side={side} text={t(side)} />
}

/** Where there are hundreds of them, and one has the text for all. */
export const SideMark = ({ side, text }: { readonly side: OrderSide; readonly text: string }) => (
  <span className="inline-flex items-center gap-[5px]">
    <Glyph
      name={side === 'BUY' ? 'up' : 'down'}
      className={side === 'BUY' ? 'text-gain stale:text-stale' : 'text-loss stale:text-stale'}
    />
    {text}
  </span>
)
