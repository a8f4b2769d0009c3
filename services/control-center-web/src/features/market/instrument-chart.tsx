'use client'
/** The candle chart of an instrument with what is ours: of all strategies, or of one. */
import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { type ReactNode, useMemo } from 'react'
import { useOpenOrders, usePortfolio } from '../../api/queries.ts'
import type { Fill, Order, Position } from '../../api/types.ts'
import { useIsStale } from '../../live/live-provider.tsx'
import { Price } from '../../ui/amount.tsx'
import { divideDecimals } from '../../ui/format/decimal.ts'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { formatNumber } from '../../ui/format/number-format.ts'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { type Candle, heldSince, INTERVALS } from './live-candles.ts'
import { useCandles, useFillsOf } from './use-market.ts'

const CandleChart = dynamic(
  () => import('../../charts/candle-chart.tsx').then(({ CandleChart }) => CandleChart),
  {
    ssr: false,
  },
)

export interface InstrumentChartProps {
  readonly instrumentId: string
  readonly digits: number
  /** Only what is of it; with the names that its orders bear. */
  readonly strategy?: { readonly id: string; readonly instances: readonly string[] }
  readonly position?: Position | undefined
  readonly className?: string
}

const NO_FILLS: readonly Fill[] = []
const NO_ORDERS: readonly Order[] = []

export function InstrumentChart({
  instrumentId,
  digits,
  strategy,
  position,
  className,
}: InstrumentChartProps) {
  const t = useTranslations('market')
  const isStale = useIsStale()
  const [interval, setInterval] = useQueryState('interval', parseAsStringLiteral(INTERVALS).withDefault('1m'))
  const candles = useCandles(instrumentId, interval)
  const fills = useFillsOf(instrumentId, strategy?.id).data ?? NO_FILLS
  const orders = useOpenOrders().data?.items ?? NO_ORDERS
  const account = usePortfolio().data?.accounts[0]?.positions.find(
    (each) => each.instrumentId === instrumentId,
  )
  const own = useOwn(fills, orders, {
    instrumentId,
    strategy,
    position: strategy === undefined ? account : position,
  })
  const last = candles.data?.at(-1)
  return (
    <Panel
      title={symbolOf(instrumentId)}
      sub={last === undefined ? undefined : <Bar candle={last} digits={digits} />}
      isStale={isStale}
      className={className}
      bodyClassName="flex flex-col"
      end={
        <Segmented
          label={t('interval')}
          value={interval}
          options={INTERVALS.map((value) => ({ value, label: value }))}
          onChange={(value) => void setInterval(value)}
        />
      }
    >
      <PanelContent query={candles} errorTitle={t('candlesFailed')} rows={10}>
        {(shown): ReactNode =>
          shown.length === 0 ? (
            <PanelEmpty title={t('noCandles')}>{t('noCandlesHint')}</PanelEmpty>
          ) : (
            <div className="min-h-0 flex-1">
              <CandleChart {...{ instrumentId, candles: shown, priceDigits: digits, isStale, ...own }} />
            </div>
          )
        }
      </PanelContent>
      <p className="flex-none px-3.5 pb-1 text-right text-[10px] text-faint">
        <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer" className="hover:text-strong">
          {t('credit')}
        </a>
      </p>
    </Panel>
  )
}

function Bar({
  candle: { open, high, low, close },
  digits,
}: {
  readonly candle: Candle
  readonly digits: number
}) {
  const parts = { O: open, H: high, L: low, C: close }
  return (
    <span className="flex gap-3 max-md:hidden">
      {Object.entries(parts).map(([name, value]) => (
        <span key={name}>
          {name} <Price value={value} digits={digits} className="text-strong" />
        </span>
      ))}
    </span>
  )
}

interface OwnOf {
  readonly instrumentId: string
  readonly strategy: InstrumentChartProps['strategy']
  readonly position: Position | undefined
}

function useOwn(
  fills: readonly Fill[],
  orders: readonly Order[],
  { instrumentId, strategy, position }: OwnOf,
) {
  const sides = useTranslations('ui.sides')
  const locale = useLocale()
  const names = strategy === undefined ? undefined : [strategy.id, ...strategy.instances].join('\n')
  const quantity = position?.quantity
  const costBasis = position?.costBasis
  return useMemo(() => {
    const ours = (strategyId: string) => names === undefined || names.split('\n').includes(strategyId)
    const label = (side: 'BUY' | 'SELL', amount: string) => `${sides(side)} ${formatNumber(amount, locale)}`
    const cost =
      quantity === undefined || costBasis === undefined ? undefined : divideDecimals(costBasis, quantity, 8)
    const since = quantity === undefined ? undefined : heldSince(quantity, fills)
    return {
      fills: fills.map(({ id, ts, side, quantity: filled }) => ({
        id,
        ts,
        side,
        label: label(side, filled),
      })),
      orders: orders.flatMap(
        ({ id, side, limitPrice, stopPrice, quantity: amount, instrumentId: of, strategyId }) => {
          const price = stopPrice ?? limitPrice
          if (of !== instrumentId || price === null || !ours(strategyId)) return []
          return [{ id, side, price, label: label(side, amount ?? '0') }]
        },
      ),
      position: cost === undefined ? undefined : { cost: cost.replace(/^-/, ''), since: since ?? '1970' },
    }
  }, [fills, orders, instrumentId, names, quantity, costBasis, sides, locale])
}
