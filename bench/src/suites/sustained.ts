/**
 * 10,000 trades a second for a minute: socket, connector, raw topic, normalizer, normalized topic, one strategy. No
 * trade may be missing at the strategy, it may never be more than a second behind, and the heap may not grow.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { BUILT_IN_STRATEGIES, createStrategyRegistry, defineStrategy } from '@oasis/strategy-sdk'
import { z } from 'zod'
import type { Row } from '../harness.ts'
import { startLoadedSystem } from '../load/loaded-system.ts'
import { arrivals, frameOfTrade, type LoadPlan } from '../load/plan.ts'
import type { SuiteOptions } from './suite.ts'

const TRADES_PER_SECOND = 10_000
const TRADES_PER_FRAME = 50

interface Seen {
  trades: number
  /** Trades that did not follow their predecessor. */
  outOfOrder: number
  worstLagMs: number
  lastTradeId: number
}

export async function sustainedSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const seconds = quick ? 10 : 60
  const plan: LoadPlan = {
    instruments: 1,
    framesPerSecond: TRADES_PER_SECOND / TRADES_PER_FRAME,
    tradesPerFrame: TRADES_PER_FRAME,
    seconds,
    bookEveryMs: 100,
    poisson: false,
  }
  const due = arrivals(plan)
  const seen: Seen = { trades: 0, outOfOrder: 0, worstLagMs: 0, lastTradeId: 0 }
  let startNanos: bigint | undefined
  const observe = (tradeId: number) => {
    seen.trades++
    if (seen.lastTradeId !== 0 && tradeId !== seen.lastTradeId + 1) seen.outOfOrder++
    seen.lastTradeId = tradeId
    if (startNanos === undefined) return
    const frameDue = due[frameOfTrade(plan, 0, tradeId)] ?? 0
    const lagMs = (Number(process.hrtime.bigint() - startNanos) - frameDue) / 1e6
    seen.worstLagMs = Math.max(seen.worstLagMs, lagMs)
  }
  const loaded = await startLoadedSystem({
    plan,
    strategy: { type: 'observer', params: {} },
    strategyTypes: createStrategyRegistry([...BUILT_IN_STRATEGIES, observer(observe)]),
  })
  await sleep(1_500)
  const heaps = sampleHeap(quick ? [3, 10] : [20, 60])
  const cpu = process.cpuUsage()
  const run = await loaded.run((nanos) => {
    startNanos = nanos
  })
  const used = process.cpuUsage(cpu)
  await untilSettled(seen)
  const [early = 0, late = 0] = await heaps
  await loaded.stop()
  const sent = due.length * TRADES_PER_FRAME
  const growth = (late - early) / early
  return [
    {
      name: `sustained ${TRADES_PER_SECOND} trades/s for ${seconds} s`,
      unit: 'ms worst lag',
      subject: { unit: 'ms', median: seen.worstLagMs, min: seen.worstLagMs, max: seen.worstLagMs },
      target: 'no drop, lag ≤ 1000 ms, heap grows ≤ 10 %',
      met: seen.trades === sent && seen.outOfOrder === 0 && seen.worstLagMs <= 1_000 && growth <= 0.1,
      extra: {
        sent,
        seen: seen.trades,
        outOfOrder: seen.outOfOrder,
        'heap MB early': (early / 1e6).toFixed(1),
        'heap MB late': (late / 1e6).toFixed(1),
        'heap growth %': (growth * 100).toFixed(1),
        'CPU of one core %': (((used.user + used.system) / 1e6 / seconds) * 100).toFixed(0),
        'sender late at most ms': run.senderLatestMs.toFixed(1),
      },
    },
  ]
}

/** A strategy that only counts; it has no state, so nothing of the measurement is in a snapshot. */
const observer = (onTradeId: (tradeId: number) => void) =>
  defineStrategy({
    id: 'observer',
    params: z.object({}),
    subscriptions: () => [{ trades: true }],
    create: () => ({ onTrade: (trade) => onTradeId(Number(trade.tradeId)) }),
  })

/** Heap in use after a forced collection, at these seconds after the call. */
async function sampleHeap(atSeconds: readonly number[]): Promise<readonly number[]> {
  const start = performance.now()
  const samples: number[] = []
  for (const second of atSeconds) {
    await sleep(Math.max(0, second * 1_000 - (performance.now() - start)))
    globalThis.gc?.()
    samples.push(process.memoryUsage().heapUsed)
  }
  return samples
}

async function untilSettled(seen: Seen): Promise<void> {
  for (let before = -1; before !== seen.trades; ) {
    before = seen.trades
    await sleep(1_000)
  }
}
