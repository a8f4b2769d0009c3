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
  /** Undefined where another mark of its side is too near to write at both. */
  readonly text?: string
}

/** In candles: nearer ones' names would write over each other. */
const APART = 14

/** One for all fills of a side in a candle. Those before the first candle have none. */
export function fillMarks(
  fills: readonly ChartFill[],
  candles: readonly { readonly openTime: string }[],
): readonly FillMark[] {
  const marks = new Map<string, { readonly at: number; readonly mark: FillMark; readonly labels: string[] }>()
  const times = candles.map(({ openTime }) => toMillis(openTime))
  for (const { id, ts, side, label } of fills) {
    const at = candleAt(times, toMillis(ts))
    const openTime = candles[at]?.openTime
    if (openTime === undefined) continue
    const key = `${openTime}/${side}`
    const known = marks.get(key)
    if (known === undefined) marks.set(key, { at, mark: { id, side, openTime }, labels: [label] })
    else known.labels.push(label)
  }
  const all = [...marks.values()].sort((a, b) => a.at - b.at)
  const sides = {
    BUY: all.filter(({ mark }) => mark.side === 'BUY'),
    SELL: all.filter(({ mark }) => mark.side === 'SELL'),
  }
  return all.map((each) => {
    const { at, mark, labels } = each
    const beside = sides[mark.side]
    const index = beside.indexOf(each)
    const [before, after] = [beside[index - 1]?.at, beside[index + 1]?.at]
    const isCrowded =
      (before !== undefined && at - before < APART) || (after !== undefined && after - at < APART)
    const [only] = labels
    if (isCrowded || only === undefined) return mark
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
