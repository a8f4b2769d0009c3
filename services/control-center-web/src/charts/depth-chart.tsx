'use client'
/** How much is bid and asked up to each price: the sums of the levels that a quote carries. */
import { useLocale, useTranslations } from 'next-intl'
import { addDecimals, toPlot } from '../ui/format/decimal.ts'
import { formatNumber } from '../ui/format/number-format.ts'

interface Level {
  readonly price: string
  readonly quantity: string
}

export interface DepthChartProps {
  readonly instrumentId: string
  /** Best first. */
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
}

const [WIDTH, HEIGHT] = [320, 120]

interface Sum {
  readonly price: number
  readonly total: string
}

function sums(levels: readonly Level[]): readonly Sum[] {
  let total = '0'
  return levels.map(({ price, quantity }) => {
    total = addDecimals(total, quantity)
    return { price: toPlot(price), total }
  })
}

export function DepthChart({ instrumentId, bids, asks }: DepthChartProps) {
  const t = useTranslations('charts')
  const locale = useLocale()
  const [bought, sold] = [sums(bids), sums(asks)]
  const [lastBid, lastAsk] = [bought.at(-1), sold.at(-1)]
  if (lastBid === undefined || lastAsk === undefined) return null
  const middle = ((bought[0] ?? lastBid).price + (sold[0] ?? lastAsk).price) / 2
  // As far to both sides: what is thin on one is seen to be thin.
  const reach = Math.min(middle - lastBid.price, lastAsk.price - middle) || 1
  const [low, high] = [middle - reach, middle + reach]
  const within = [...bought, ...sold].filter(({ price }) => price >= low && price <= high)
  const most = Math.max(...within.map(({ total }) => toPlot(total)))
  const x = (price: number) => ((price - low) / (high - low || 1)) * WIDTH
  const y = (total: string) => HEIGHT - (toPlot(total) / most) * (HEIGHT - 6)
  return (
    <svg
      role="img"
      aria-label={t('depthOf', {
        instrument: instrumentId,
        bid: formatNumber(lastBid.total, locale),
        ask: formatNumber(lastAsk.total, locale),
      })}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-[120px] w-full stale:text-stale"
    >
      <g className="text-gain">
        <Steps path={stepPath(bought, x, y)} />
      </g>
      <g className="text-loss">
        <Steps path={stepPath(sold, x, y)} />
      </g>
    </svg>
  )
}

const Steps = ({ path }: { readonly path: string }) => (
  <>
    <path d={path} fill="currentColor" opacity=".13" />
    <path d={path} fill="none" stroke="currentColor" strokeWidth="1.2" vectorEffect="non-scaling-stroke" />
  </>
)

function stepPath(
  levels: readonly Sum[],
  x: (price: number) => number,
  y: (total: string) => number,
): string {
  const [first] = levels
  if (first === undefined) return ''
  const steps = levels.map(({ price, total }) => `H${x(price).toFixed(1)}V${y(total).toFixed(1)}`)
  return `M${x(first.price).toFixed(1)} ${HEIGHT}${steps.join('')}V${HEIGHT}`
}
