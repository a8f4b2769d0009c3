/** Latencies of single operations beside those of a floor that took turns with them. */
import { type Measured, type Row, summarize } from './harness.ts'

/** Compiled code only. */
const WARM_UP_SHARE = 0.2

export interface Latencies {
  readonly name: string
  /** Microseconds, in the order of measuring; the first fifth is left out. */
  readonly subject: readonly number[]
  readonly floor: { readonly name: string; readonly micros: readonly number[] }
  readonly extra?: Readonly<Record<string, number | string>>
}

export function latencyRow({ name, subject, floor, extra = {} }: Latencies): Row {
  const measured = warm(subject)
  const beside = warm(floor.micros)
  const [ours, theirs] = [micros(measured), micros(beside)]
  return {
    ...{ name, unit: 'µs p50', subject: ours },
    floor: { name: floor.name, ...theirs },
    ratio: theirs.median / ours.median,
    extra: {
      ...{ samples: measured.length, 'p99 µs': rounded(percentile(measured, 0.99)) },
      'floor p99 µs': rounded(percentile(beside, 0.99)),
      ...extra,
    },
  }
}

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN

export const warm = (values: readonly number[]): readonly number[] =>
  values.slice(Math.floor(values.length * WARM_UP_SHARE))

export const rounded = (value: number): number => Math.round(value * 10) / 10

const micros = (values: readonly number[]): Measured => summarize(values, 'µs')

/** On the machine's monotonic clock. */
export const microsBetween = (from: bigint, to: bigint): number => Number(to - from) / 1_000
