/**
 * Normalizers and hosts of strategies, 1 → 2 → 4 → 1, while trades flow: what came through at each step and while one led
 * to the next, and in the end whether all of it came once and in order.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKafkaBus } from '@oasis/bus-kafka'
import { symbolOf } from '@oasis/domain'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { startKafka, startPostgres, startRedis, waitUntil } from '../../../../../tools/services/src/index.ts'
import { createSystemTopics, startLocalSystem } from '../../../src/index.ts'
import { type Ledger, readLedger } from './ledger.ts'
import { instrumentsOf, PublishedMarket } from './published-market.ts'
import { ScaledProcesses } from './scaled-processes.ts'
import { type StepFigures, StepWatch } from './step-figures.ts'
import { judge, type Verdict } from './verdict.ts'
import { WatchedFlow } from './watched-flow.ts'

export interface ScalingOptions {
  readonly tradesPerSecond: number
  readonly instruments: number
  readonly secondsPerStep: number
  /** Each strategy orders at every n-th trade of its instrument. */
  readonly everyNTicks: number
  readonly onStep: (step: StepFigures) => void
}

export interface ScalingReport extends Verdict {
  readonly steps: readonly StepFigures[]
}

const STEPS = [1, 2, 4, 1] as const
const DRAINED_WITHIN_MS = 30_000
const BOUNDLESS = '1000000000000'

export async function runScaling(options: ScalingOptions): Promise<ScalingReport> {
  await using closing = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'ots-scaling-'))
  closing.defer(() => rmSync(folder, { recursive: true, force: true }))
  const [kafka, postgres, redis] = await Promise.all([startKafka(), startPostgres(), startRedis()])
  for (const server of [kafka, postgres, redis]) closing.defer(() => server.stop())
  await createSystemTopics({ brokers: kafka.brokers, clientId: 'scaling-topics' })
  const bus = await createKafkaBus({
    ...{ brokers: kafka.brokers, clientId: 'scaling' },
    ...{ scheduler: createRealScheduler(), logger: createSilentLogger() },
  })
  closing.defer(() => bus.close())
  const market = new PublishedMarket(bus, instrumentsOf(options.instruments), options.tradesPerSecond)
  await market.open()
  closing.defer(() => market.stop())
  const lines: string[] = []
  const system = await startLocalSystem({
    ...{ kafkaBrokers: kafka.brokers, postgresUrl: postgres.url, redisUrl: redis.url },
    // Nobody listens there: the market is published here, and these strategies ask for no history.
    venue: { restUrl: 'http://127.0.0.1:9', wsUrl: 'ws://127.0.0.1:9', userWsUrl: 'ws://127.0.0.1:9' },
    ...{ source: 'simulator', dataDir: join(folder, 'state') },
    counts: {
      'order-manager': 1,
      'risk-engine': 1,
      'market-connector': 0,
      auditor: 0,
      'control-center-api': 0,
    },
    env: { OTS_CONFIG: configOf(options), OTS_LEASE_TTL_MS: '5000', OTS_LEASE_GRACE_MS: '1000' },
    onLine: (name, line) => lines.push(`${name}: ${line}`),
  })
  closing.defer(() => system.stop())
  const flow = new WatchedFlow()
  await flow.start(bus)
  closing.defer(() => flow.stop())
  const processes = new ScaledProcesses(system, options.instruments)
  try {
    await processes.atRest()
    const steps = await walk(options, market, flow, processes)
    const ledger = await drained(postgres.url, market, flow)
    return { steps, ...judge({ ...evidenceOf(flow), published: market.lastIds, ledger }) }
  } catch (error) {
    throw new Error(`the run failed; the processes said:\n${lines.slice(-30).join('\n')}`, { cause: error })
  }
}

async function walk(
  { secondsPerStep, onStep }: ScalingOptions,
  market: PublishedMarket,
  flow: WatchedFlow,
  processes: ScaledProcesses,
): Promise<readonly StepFigures[]> {
  const steps: StepFigures[] = []
  const during = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    const watch = new StepWatch(name, market, flow, processes)
    await work()
    const figures = await watch.end()
    steps.push(figures)
    onStep(figures)
  }
  market.startTrades()
  for (const [i, count] of STEPS.entries()) {
    if (i > 0) await during(`→ ${count}`, () => processes.scaleTo(count))
    await during(String(count), () => sleep(secondsPerStep * 1_000))
  }
  await market.stop()
  return steps
}

const evidenceOf = ({ trades, signals, denied }: WatchedFlow) => ({ trades, signals, denied })

/** When nothing is under way any more: every trade through, every order final. */
async function drained(url: string, market: PublishedMarket, flow: WatchedFlow): Promise<Ledger> {
  const orderOfAll = ({ orders }: Ledger): boolean =>
    orders.length === flow.signals.length - flow.denied.size &&
    orders.every(({ state }) => state === 'FILLED')
  let [before, ledger] = ['', await readLedger(url)]
  const rested = async (): Promise<boolean> => {
    ledger = await readLedger(url)
    const now = `${flow.trades.length} ${flow.signals.length} ${ledger.orders.length} ${ledger.executions.length}`
    const still = now === before && flow.distinct === market.published && orderOfAll(ledger)
    before = now
    await sleep(500)
    return still
  }
  // What is missing then is for the verdict to say.
  await waitUntil(rested, DRAINED_WITHIN_MS, () => 'not at rest').catch(() => undefined)
  return ledger
}

/** One strategy on each instrument, a paper venue without latency, and limits that do not bind. */
function configOf({ instruments, everyNTicks: n }: ScalingOptions): string {
  const account = 'coinbase.main.paper'
  const followed = instrumentsOf(instruments)
  const held = Object.fromEntries(followed.map((id) => [symbolOf(id).split('-')[0], '1000']))
  return JSON.stringify({
    strategies: followed.map((id, i) => ({
      id: `s${String(i).padStart(2, '0')}`,
      type: 'every-n-ticks',
      instruments: [id],
      params: { n, quantity: '0.01' },
    })),
    limits: {
      account: {
        [account]: {
          ...{ maxOrderNotional: BOUNDLESS, maxPositionNotional: BOUNDLESS, maxGrossExposure: BOUNDLESS },
          ...{ maxNetExposure: BOUNDLESS, maxOpenOrders: 10_000, maxOrdersPerSecond: 10_000 },
          // A busy machine takes its time to start processes: what waits for them is to come, late or not.
          ...{ maxReferenceAgeMs: 60_000, maxSignalAgeMs: 60_000 },
        },
      },
    },
    venues: { paper: { latencyMs: [0], openingBalances: { USD: '1000000000', ...held } } },
  })
}
