'use client'
import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import type { Book, PriceLevel } from '../../api/types.ts'
import { useIsStale } from '../../live/live-provider.tsx'
import { Price, Quantity } from '../../ui/amount.tsx'
import { classNames } from '../../ui/class-names.ts'
import { compareDecimals, shareOf, subtractDecimals } from '../../ui/format/decimal.ts'
import { formatDuration } from '../../ui/format/time-format.ts'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { useBook } from './use-market.ts'

const DepthChart = dynamic(
  () => import('../../charts/depth-chart.tsx').then(({ DepthChart }) => DepthChart),
  {
    ssr: false,
  },
)

const LEVELS = 8
/** By then a quote should have come. */
const STALE_MS = 5_000

export function BookPanel({
  instrumentId,
  digits,
}: {
  readonly instrumentId: string
  readonly digits: number
}) {
  const t = useTranslations('market')
  const locale = useLocale()
  const isLost = useIsStale()
  const book = useBook(instrumentId)
  const ageMs = book.data?.ageMs ?? null
  const isStale = isLost || (ageMs !== null && ageMs > STALE_MS)
  return (
    <Panel
      title={t('depth')}
      sub={ageMs === null ? undefined : t('age', { age: formatDuration(ageMs, locale) })}
      isStale={isStale}
    >
      <PanelContent query={book} errorTitle={t('bookFailed')} rows={14}>
        {(data) => <Ladder book={data} digits={digits} />}
      </PanelContent>
    </Panel>
  )
}

function Ladder({
  book: { instrumentId, state, bids, asks },
  digits,
}: {
  readonly book: Book
  readonly digits: number
}) {
  const t = useTranslations('market')
  const [bid, ask] = [bids[0], asks[0]]
  if (state === 'QUARANTINED') return <PanelEmpty title={t('broken')}>{t('brokenHint')}</PanelEmpty>
  if (bid === undefined || ask === undefined)
    return <PanelEmpty title={t('noBook')}>{t('noBookHint')}</PanelEmpty>
  const shown = { asks: asks.slice(0, LEVELS), bids: bids.slice(0, LEVELS) }
  const most = [...shown.asks, ...shown.bids].reduce(
    (best, { quantity }) => (compareDecimals(quantity, best) > 0 ? quantity : best),
    '0',
  )
  return (
    <>
      <DepthChart {...{ instrumentId, bids, asks }} />
      <table
        aria-label={t('levels', { instrument: instrumentId })}
        className="w-full border-separate border-spacing-0 text-12"
      >
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('price')}</th>
            <th scope="col">{t('quantity')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.asks.toReversed().map((level) => (
            <Level key={level.price} {...{ level, digits, most }} side="ask" />
          ))}
          <tr>
            <td colSpan={2} className="h-7 border-line border-y px-3.5 text-11 text-faint">
              {t('spread')}{' '}
              <Price value={subtractDecimals(ask.price, bid.price)} digits={digits} className="text-strong" />
            </td>
          </tr>
          {shown.bids.map((level) => (
            <Level key={level.price} {...{ level, digits, most }} side="bid" />
          ))}
        </tbody>
      </table>
    </>
  )
}

interface LevelProps {
  readonly level: PriceLevel
  readonly side: 'bid' | 'ask'
  readonly digits: number
  readonly most: string
}

const Level = ({ level: { price, quantity }, side, digits, most }: LevelProps) => (
  <tr>
    <td
      className={classNames('h-[22px] pl-3.5 stale:text-stale', side === 'bid' ? 'text-gain' : 'text-loss')}
    >
      <Price value={price} digits={digits} />
    </td>
    <td className="relative pr-3.5 text-right text-strong">
      <i
        aria-hidden
        className={classNames(
          'absolute inset-y-0.5 right-0',
          side === 'bid' ? 'bg-gain-tint' : 'bg-loss-tint',
        )}
        style={{ width: `${((shareOf(quantity, most) ?? 0) * 100).toFixed(1)}%` }}
      />
      <span className="relative">
        <Quantity value={quantity} />
      </span>
    </td>
  </tr>
)
