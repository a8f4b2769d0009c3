/** Earlier bars for strategies that need them, from the venue's candles, before the first live event. */
import { addMillis, type Candle, type UnixNanos } from '@oasis/domain'
import type { CandleSource, Logger, Scheduler } from '@oasis/ports'
import { parseBarKind, type Subscription } from '@oasis/strategy-sdk'
import type { Instance } from './core/instance.ts'
import type { InstanceInput } from './core/instance-input.ts'

export interface WarmUpOptions {
  readonly candles: CandleSource | undefined
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly timeoutMs: number
}

/** Whose bars, and which. */
type Wanting = Pick<Instance, 'key' | 'subscriptions'>

export interface WarmUp {
  /**
   * One input for each kind of bar that wants earlier ones than those it has. Never rejects: without candles, live trades
   * must do.
   */
  fetch(wanting: Wanting, closedUntil?: (kind: string) => UnixNanos): Promise<readonly InstanceInput[]>
}

/** Minutes without trades have no candle, so more is asked for than is needed. */
const SPARE = 2n
const NANOS_PER_SECOND = 1_000_000_000n

export const createWarmUp = (options: WarmUpOptions): WarmUp => ({
  fetch: async (wanting, closedUntil = () => 0n as UnixNanos) => {
    const inputs: InstanceInput[] = []
    for (const subscription of wanting.subscriptions) {
      const input = await fetchBars(wanting, subscription, closedUntil, options)
      if (input) inputs.push(input)
    }
    return inputs
  },
})

async function fetchBars(
  { key }: Wanting,
  subscription: Subscription,
  closedUntil: (kind: string) => UnixNanos,
  options: WarmUpOptions,
): Promise<InstanceInput | undefined> {
  if (!('bars' in subscription) || !subscription.warmUp) return undefined
  const kind = parseBarKind(subscription.bars)
  if (kind.by !== 'TIME') return undefined
  const { strategyId, instrumentId } = key
  const about = {
    strategy: strategyId,
    instrument: instrumentId,
    bars: kind.text,
    wanted: subscription.warmUp,
  }
  const { candles: source, logger } = options
  const now = options.scheduler.now()
  // After a short stop the topics still hold what the bars lack; candles would only make it late.
  if (now - closedUntil(kind.text) <= 2n * kind.nanos) return undefined
  if (!source) {
    logger.info(about, 'no source of candles: warming up from live trades')
    return undefined
  }
  try {
    const to = (now - (now % kind.nanos)) as UnixNanos
    const from = (to - BigInt(subscription.warmUp) * SPARE * kind.nanos) as UnixNanos
    const query = { instrumentId, intervalSeconds: Number(kind.nanos / NANOS_PER_SECOND), from, to }
    const found = (await within(options, (signal) => source.candles(query, signal))).slice(
      -subscription.warmUp,
    )
    logger.info({ ...about, found: found.length }, 'warmed up from candles')
    return { kind: 'CANDLES', bars: kind.text, candles: found }
  } catch (error) {
    logger.warn({ ...about, err: error }, 'candles could not be fetched: warming up from live trades')
    return undefined
  }
}

async function within(
  options: Pick<WarmUpOptions, 'scheduler' | 'timeoutMs'>,
  fetch: (signal: AbortSignal) => Promise<readonly Candle[]>,
): Promise<readonly Candle[]> {
  const { scheduler, timeoutMs } = options
  const deadline = new AbortController()
  const timer = scheduler.at(addMillis(scheduler.now(), timeoutMs), () =>
    deadline.abort(new Error(`no answer within ${timeoutMs} ms`)),
  )
  const aborted = new Promise<never>((_resolve, reject) => {
    deadline.signal.addEventListener('abort', () => reject(deadline.signal.reason))
  })
  try {
    return await Promise.race([fetch(deadline.signal), aborted])
  } finally {
    timer.cancel()
  }
}
