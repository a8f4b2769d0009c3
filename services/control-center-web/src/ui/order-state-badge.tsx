'use client'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from './badge.tsx'
import { Glyph, type GlyphName } from './glyphs.tsx'

interface Look {
  readonly glyph: GlyphName
  readonly tone: BadgeTone
}

/** Shape first, colour second. DENIED is no state of an order: risk let none come to be. */
const LOOKS = {
  PENDING_SUBMIT: { glyph: 'dashedRing', tone: 'line' },
  SUBMITTED: { glyph: 'arrow', tone: 'line' },
  UNKNOWN: { glyph: 'diamond', tone: 'warn' },
  REVIEW: { glyph: 'diamondOutline', tone: 'warn' },
  OPEN: { glyph: 'ring', tone: 'accent' },
  PARTIALLY_FILLED: { glyph: 'halfRing', tone: 'accent' },
  PENDING_CANCEL: { glyph: 'dashedRingCut', tone: 'line' },
  FILLED: { glyph: 'dot', tone: 'gain' },
  CANCELED: { glyph: 'cross', tone: 'plain' },
  REJECTED: { glyph: 'square', tone: 'loss' },
  EXPIRED: { glyph: 'hourglass', tone: 'plain' },
  NOT_SENT: { glyph: 'bar', tone: 'line' },
  VOIDED: { glyph: 'bar', tone: 'plain' },
  DENIED: { glyph: 'square', tone: 'loss' },
} as const satisfies Record<string, Look>

export type ShownOrderState = keyof typeof LOOKS
const isKnown = (state: string): state is ShownOrderState => Object.hasOwn(LOOKS, state)

export function OrderStateBadge({ state }: { readonly state: string }) {
  const t = useTranslations('ui.orderStates')
  return <OrderStateMark state={state} textOf={t} title={state} />
}

export interface OrderStateMarkProps {
  readonly state: string
  readonly textOf: (state: ShownOrderState) => string
  readonly title?: string
}

/**
 * Where there are hundreds of them, and one has the texts for all. A state that this page does not know yet is shown by its
 * code.
 */
export function OrderStateMark({ state, textOf, title }: OrderStateMarkProps) {
  if (!isKnown(state)) return <Badge tone="line">{state}</Badge>
  const { glyph, tone } = LOOKS[state]
  return (
    <Badge tone={tone} title={title}>
      <Glyph name={glyph} />
      {textOf(state)}
    </Badge>
  )
}
