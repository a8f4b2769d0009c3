'use client'
import { useTranslations } from 'next-intl'
import type { Strategy } from '../../api/types.ts'
import { Sparkline } from '../../charts/sparkline.tsx'
import { useIsStale } from '../../live/live-provider.tsx'
import { Delta, Money, Quantity } from '../../ui/amount.tsx'
import { toPlot } from '../../ui/format/decimal.ts'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { InstrumentName } from '../../ui/instrument-name.tsx'
import { Link } from '../../ui/link.tsx'
import { Stat } from '../../ui/stat.tsx'
import { useCandles } from '../market/use-market.ts'
import { StrategyStatus } from './strategy-status.tsx'

export function StrategyCard({ strategy }: { readonly strategy: Strategy }) {
  const t = useTranslations('strategies')
  const isStale = useIsStale()
  const { id, type, instruments, status, reason, positions, pnl } = strategy
  const held = positions.filter(({ quantity }) => quantity !== '0')
  return (
    <li
      className="relative flex flex-col rounded-3 border border-line bg-surface hover:border-line-strong"
      data-stale={isStale}
    >
      <div className="flex items-center gap-2 px-3.5 pt-2.5">
        <h2 className="min-w-0 truncate font-semibold text-15 text-strong">
          {/* All of the card opens it; what is in it stays text. */}
          <Link href={`/strategies?id=${encodeURIComponent(id)}`} className="after:absolute after:inset-0">
            {id}
          </Link>
        </h2>
        <StrategyStatus status={status} />
        <span className="ml-auto truncate text-12 text-faint">{type}</span>
      </div>
      {reason === null || reason === '' ? null : (
        <p className="truncate px-3.5 text-12 text-faint">{reason}</p>
      )}
      <dl className="flex flex-wrap gap-x-7 gap-y-2 px-3.5 py-3">
        <Stat label={t('net')}>
          <Delta value={pnl?.net} />
        </Stat>
        <Stat label={t('unrealized')}>
          <Delta value={pnl?.unrealized} />
        </Stat>
        <Stat label={t('fees')}>
          <Money value={pnl?.fees} />
        </Stat>
        <Stat label={t('holds')}>
          {held.length === 0
            ? t('nothing')
            : held.map(({ instrumentId, quantity }) => (
                <span key={instrumentId} className="mr-2">
                  <Quantity value={quantity} /> <InstrumentName id={instrumentId} className="text-faint" />
                </span>
              ))}
        </Stat>
      </dl>
      {instruments[0] === undefined ? null : <PriceLine instrument={instruments[0]} />}
    </li>
  )
}

function PriceLine({ instrument }: { readonly instrument: string }) {
  const t = useTranslations('strategies')
  const candles = useCandles(instrument, '1m').data ?? []
  return (
    <div className="mt-auto border-line border-t px-3.5 py-2">
      <p className="mb-1 text-11 text-faint">{t('priceOf', { instrument: symbolOf(instrument) })}</p>
      <Sparkline
        label={t('priceOf', { instrument: symbolOf(instrument) })}
        values={candles.slice(-120).map(({ close }) => toPlot(close))}
      />
    </div>
  )
}
