/**
 * The embedded system as `ots up` composes it, trading on the venue process: what is killed in a chaos run. Everything
 * that it knows after a start is in its folder. Run by the driver, with `OTS_CRASH_AT` for a death at a marked point.
 */
import { flushCompileCache } from 'node:module'
import { accountId, type Order } from '@oasis/domain'
import { createEmbeddedSystem } from '@oasis/ots'
import { type CrashPoints, NO_CRASH_POINTS } from '@oasis/ports'
import {
  createLifecycle,
  createLogger,
  createNoMetrics,
  createRealScheduler,
  seededRandom,
} from '@oasis/runtime'
import { sabotageOf } from '../../simulation/sabotage/sabotages.ts'
import type { ChaosSabotage } from '../coinbase/coinbase-settings.ts'
import type { PlaceAddress } from '../place/place.ts'
import { type Books, readBooks } from '../run/read-books.ts'
import { CHAOS_ACCOUNT, chaosStrategies } from './chaos-config.ts'
import { killAt, parseCrashAt } from './crash-at.ts'
import { openMarketplace } from './open-marketplace.ts'
import { createOperator } from './operator.ts'
import { Upkeep } from './upkeep.ts'

export interface TradingArguments {
  readonly seed: number
  readonly folder: string
  readonly place: PlaceAddress
  /** Only comes to rest: all strategies are stopped. */
  readonly quiet: boolean
  /** A promise of the order path that is broken on purpose. */
  readonly sabotage: ChaosSabotage | undefined
}

export type ToTrading =
  | { readonly kind: 'START'; readonly given: TradingArguments }
  | { readonly kind: 'READ' }
  | { readonly kind: 'CANCEL' }
  | { readonly kind: 'STOP' }
export type FromTrading =
  | { readonly kind: 'READY' }
  | { readonly kind: 'BOOKS'; readonly books: Books }
  | { readonly kind: 'STOPPED' }

const ASK_WITHIN_MS = 2_000
const STOP_TIMEOUT_MS = 20_000

const tell = (message: FromTrading): void => void process.send?.(message)

const crashAt = process.env.OTS_CRASH_AT
const killer: CrashPoints = crashAt === undefined ? NO_CRASH_POINTS : killAt(parseCrashAt(crashAt))
/** The order manager passes it when it has called the venue; only the client knows when the bytes are gone. */
const systemPoints: CrashPoints = {
  pass: (point) => {
    if (point !== 'request-sent') killer.pass(point)
  },
}

interface Running {
  read(): Promise<Books>
  /** All open orders. */
  cancel(): Promise<void>
  stop(): Promise<void>
}

async function start(given: TradingArguments): Promise<Running> {
  const { seed, folder, place, quiet, sabotage: name } = given
  const scheduler = createRealScheduler()
  const logger = createLogger({ level: process.env.OTS_LOG_LEVEL ?? 'silent', pretty: false })
  const random = seededRandom(`trading ${seed} ${process.pid}`)
  const onFatal = (error: unknown): void => {
    logger.error({ err: error }, 'the system cannot go on')
    process.exit(1)
  }
  const { config, positionLimits, lookEveryMs, askVenue, venue, riskRpc, ...market } = await openMarketplace(
    place,
    {
      ...{ scheduler, random, logger, sabotage: name },
      onSubmitSent: () => killer.pass('request-sent'),
    },
  )
  const sabotage = sabotageOf(name)
  const system = await createEmbeddedSystem(
    {
      ...{ ...market, scheduler, random, logger, onFatal },
      venue: sabotage?.venue?.(venue) ?? venue,
      interposed: {
        orderStore: (store, bus) => sabotage?.orderStore?.(store, { scheduler, bus }) ?? store,
        riskRpc: (rpc) => {
          const used = riskRpc?.(rpc) ?? rpc
          return sabotage?.riskRpc?.(used) ?? used
        },
      },
      metrics: createNoMetrics(),
      crashPoints: systemPoints,
      strategyTypes: chaosStrategies,
    },
    config,
    { folder, durability: 'process' },
  )
  const lifecycle = createLifecycle({
    services: system.services,
    scheduler,
    logger,
    stopTimeoutMs: STOP_TIMEOUT_MS,
  })
  await lifecycle.start()
  const operator = createOperator({ system, scheduler, random, config, positionLimits })
  const upkeep = new Upkeep({
    ...{ system, scheduler, lookEveryMs, account: accountId(CHAOS_ACCOUNT) },
    askVenue: (order: Order) => askVenue(order, AbortSignal.timeout(ASK_WITHIN_MS)),
  })
  void upkeep.run()
  if (quiet) await operator.stopStrategies()
  else operator.start()
  return {
    read: () => readBooks(system.orders),
    cancel: () => operator.cancelOrders(),
    stop: async () => {
      operator.stop()
      upkeep.stop()
      await lifecycle.stop()
      await system.close()
    },
  }
}

process.on('disconnect', () => process.exit(0))
process.once('message', (message: ToTrading) => {
  if (message.kind !== 'START') return
  const running = start(message.given)
  running.then(
    () => {
      tell({ kind: 'READY' })
      // Written at the end otherwise, and this process does not come to one.
      flushCompileCache()
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
  process.on('message', async (later: ToTrading) => {
    const { read, cancel, stop } = await running
    if (later.kind === 'READ') tell({ kind: 'BOOKS', books: await read() })
    if (later.kind === 'CANCEL') await cancel()
    if (later.kind !== 'STOP') return
    await stop()
    tell({ kind: 'STOPPED' })
    process.disconnect?.()
  })
})
