/**
 * Measures a subject beside a floor in the same run: rounds of both alternate, so that a noisy machine slows both,
 * and the ratio of their medians is what counts. Absolute figures are only for orientation.
 */
export interface Measured {
  readonly unit: string
  readonly median: number
  readonly min: number
  readonly max: number
}

export interface Row {
  readonly name: string
  readonly unit: string
  readonly subject: Measured
  readonly floor?: Measured & { readonly name: string }
  /** subject / floor where more is better, floor / subject where less is: at best about 1. */
  readonly ratio?: number
  readonly target?: string
  readonly met?: boolean
  /** Further figures, by name. */
  readonly extra?: Readonly<Record<string, number | string>>
}

/** Work of one round; returns how many operations it did. */
export type Round = () => number | Promise<number>

export interface ThroughputOptions {
  readonly name: string
  /** What one operation is: `frames`, `records`. */
  readonly unit: string
  readonly subject: Round
  readonly floor?: { readonly name: string; readonly run: Round }
  readonly rounds?: number
  readonly warmUpRounds?: number
  readonly targetRatio?: number
  readonly targetPerSecond?: number
  readonly extra?: () => Readonly<Record<string, number | string>>
}

export async function throughput(options: ThroughputOptions): Promise<Row> {
  const { rounds = 9, warmUpRounds = 3, floor } = options
  for (let i = 0; i < warmUpRounds; i++) {
    await options.subject()
    await floor?.run()
  }
  const subject: number[] = []
  const floors: number[] = []
  for (let i = 0; i < rounds; i++) {
    subject.push(await rate(options.subject))
    if (floor) floors.push(await rate(floor.run))
  }
  const unit = `${options.unit}/s`
  const measured = summarize(subject, unit)
  const ratio = floor ? measured.median / median(floors) : undefined
  const met =
    (options.targetRatio === undefined || (ratio ?? 0) >= options.targetRatio) &&
    (options.targetPerSecond === undefined || measured.median >= options.targetPerSecond)
  const targets = [
    ...(options.targetRatio === undefined ? [] : [`≥ ${options.targetRatio} of floor`]),
    ...(options.targetPerSecond === undefined ? [] : [`≥ ${options.targetPerSecond} ${unit}`]),
  ]
  return {
    name: options.name,
    unit,
    subject: measured,
    ...(floor ? { floor: { name: floor.name, ...summarize(floors, unit) } } : {}),
    ...(ratio === undefined ? {} : { ratio }),
    ...(targets.length === 0 ? {} : { target: targets.join(', '), met }),
    ...(options.extra ? { extra: options.extra() } : {}),
  }
}

async function rate(round: Round): Promise<number> {
  const start = process.hrtime.bigint()
  const operations = await round()
  return operations / (Number(process.hrtime.bigint() - start) / 1e9)
}

export function summarize(values: readonly number[], unit: string): Measured {
  // Not as arguments of one call: of latencies there may be more than a call takes.
  const [min, max] = values.reduce(
    ([low, high], each) => [Math.min(low, each), Math.max(high, each)] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
  )
  return { unit, median: median(values), min, max }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
