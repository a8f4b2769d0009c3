'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { RecentEvent } from '../../live/recent-events.ts'
import { classNames } from '../../ui/class-names.ts'
import { baseOf } from '../../ui/format/instrument-name.ts'
import { formatNumber, priceDigits } from '../../ui/format/number-format.ts'
import { Side } from '../../ui/side.tsx'

/** "Sell 0.25 ETH placed at 3,363.14": as one would tell it. */
export function EventText({ event, isShort = false }: { event: RecentEvent; isShort?: boolean }) {
  const t = useTranslations('overview.events')
  if (event.kind === 'command') {
    const { kind, state, details } = event.command
    const status = typeof details.status === 'string' ? details.status : ''
    return (
      <span className="block truncate" title={kind}>
        {t(`kinds.${kindOf(kind)}`)} <code className="font-mono text-11">{status}</code>{' '}
        {t(`commands.${state}`)}
      </span>
    )
  }
  return (
    <span className={classNames('flex min-w-0 items-center gap-[5px]', isShort && 'max-md:items-baseline')}>
      <TradeText event={event} isShort={isShort} />
    </span>
  )
}

function TradeText({
  event,
  isShort,
}: {
  event: Exclude<RecentEvent, { kind: 'command' }>
  isShort: boolean
}) {
  const t = useTranslations('overview.events')
  const locale = useLocale()
  const { side, instrumentId, quantity, price } = partsOf(event)
  const at = price === null ? '' : formatNumber(price, locale, { digits: priceDigits(price) })
  const amount = quantity === null ? '' : formatNumber(quantity, locale)
  return (
    <>
      <Side side={side} />
      <span className={isShort ? 'truncate max-md:whitespace-normal' : 'truncate'}>
        {`${amount} ${baseOf(instrumentId)} `}
        {event.kind === 'fill' ? t('filled', { price: at }) : null}
        {event.kind === 'order' ? t(`states.${stateOf(event.order.state)}`, { price: at }) : null}
        {event.kind === 'denial' ? (
          <>
            {t('denied')} {isShort ? null : <code className="font-mono text-11">{event.denial.code}</code>}
          </>
        ) : null}
      </span>
    </>
  )
}

function partsOf(event: Exclude<RecentEvent, { kind: 'command' }>) {
  switch (event.kind) {
    case 'fill':
      return event.fill
    case 'order': {
      const { side, instrumentId, quantity, quoteAmount, limitPrice, averagePrice } = event.order
      return { side, instrumentId, quantity: quantity ?? quoteAmount, price: limitPrice ?? averagePrice }
    }
    case 'denial': {
      const { side, instrumentId, quantity, quoteAmount, limitPrice } = event.denial
      return { side, instrumentId, quantity: quantity ?? quoteAmount, price: limitPrice }
    }
  }
}

const TOLD = ['OPEN', 'UNKNOWN', 'REVIEW', 'CANCELED', 'REJECTED', 'EXPIRED', 'NOT_SENT'] as const

const stateOf = (state: string): (typeof TOLD)[number] | 'OTHER' =>
  TOLD.find((told) => told === state) ?? 'OTHER'

const KINDS = [
  'SET_BOT_STATUS',
  'SET_STRATEGY_CONFIG',
  'SET_STRATEGY_STATUS',
  'SET_RISK_LIMITS',
  'CANCEL_ORDER',
  'RESET_PAPER',
] as const

const kindOf = (kind: string): (typeof KINDS)[number] | 'other' =>
  KINDS.find((known) => known === kind) ?? 'other'
