/** Own fills as marks at their candles. Pure. */
import { toMillis } from '../ui/format/time-format.ts'

export interface ChartFill {
  readonly id: string
  readonly ts: string
  readonly side: 'BUY' | 'SELL'
  /** As it is to be read: "Buy 0.15". */
  readonly label: string
}

export interface FillMark {
  readonly id: string
  readonly side: 'BUY' | 'SELL'
  /** Of its candle. */
  readonly openTime: string
  /** Undefined where there are too many marks to write at. */
  readonly text?: string
}

/** More names would write over each other. */
const MOST_NAMED = 12

/** One for all fills of a side in a candle. Those before the first candle have none. */
export function fillMarks(
  fills: readonly ChartFill[],
  candles: readonly { readonly openTime: string }[],
): readonly FillMark[] {
  const marks = new Map<string, { readonly mark: FillMark; readonly labels: string[] }>()
  const times = candles.map(({ openTime }) => toMillis(openTime))
  for (const { id, ts, side, label } of fills) {
    const openTime = candles[candleAt(times, toMillis(ts))]?.openTime
    if (openTime === undefined) continue
    const key = `${openTime}/${side}`
    const known = marks.get(key)
    if (known === undefined) marks.set(key, { mark: { id, side, openTime }, labels: [label] })
    else known.labels.push(label)
  }
  const all = [...marks.values()].sort((a, b) => (a.mark.openTime < b.mark.openTime ? -1 : 1))
  return all.map(({ mark, labels }) => {
    const [only] = labels
    if (all.length > MOST_NAMED || only === undefined) return mark
    return { ...mark, text: labels.length === 1 ? only : `${labels.length}×` }
  })
}

/** The last that begins no later; -1 before the first. */
function candleAt(times: readonly number[], ts: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) <= ts) low = middle + 1
    else high = middle
  }
  return low - 1
}
