/**
 * One whole reconciliation of an account with 10,000 open orders, by its RPC: real order manager and store on disk, a
 * venue that answers from memory at once. So the time is what comes after the answers arrived. The floor is the same
 * number of single-row writes in the same number of commits.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { orderService, topicSpecs } from '@oasis/contracts'
import {
  accountId,
  addMoney,
  type ClientOrderId,
  currency,
  type ExecutionId,
  instrumentId,
  type Money,
  notional,
  parseMoney,
  parsePrice,
  parseQuantity,
  quantityAsAmount,
  subtractMoney,
  type VenueOrderId,
  venueId,
} from '@oasis/domain'
import { createOrderManager, orderManagerConfigSchema } from '@oasis/order-manager'
import {
  NO_CRASH_POINTS,
  type Scheduler,
  type Venue,
  type VenueExecution,
  type VenueOrderReport,
} from '@oasis/ports'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import {
  createFileHaltLatch,
  createLifecycle,
  createLogger,
  createNoMetrics,
  createRealScheduler,
  createSqliteCheckpointer,
} from '@oasis/runtime'
import { openOrderStore } from '@oasis/store-sql'
import type { Row } from '../harness.ts'
import type { SuiteOptions } from './suite.ts'

const ORDERS_PER_COMMIT = 200
const TARGET_MS = 5_000
const ACCOUNT = accountId('coinbase.main.paper')
const BTC_USD = instrumentId('coinbase:BTC-USD')
const USD = currency('USD')
const BTC = currency('BTC')
const PRICE = parsePrice('1000')
const QUANTITY = parseQuantity('0.002')
const HALF = parseQuantity('0.001')
const FEE = parseMoney('0.001')

export async function reconciliationSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const count = quick ? 1_000 : 10_000
  const folder = mkdtempSync(join(tmpdir(), 'ots-bench-reconciliation-'))
  const scheduler = createRealScheduler()
  const book = new VenueBook(scheduler)
  const { reconcile, close } = await openAccount(folder, scheduler, book.port)
  const rows: Row[] = []
  const measure = async (name: string, writes: number) => {
    const start = performance.now()
    const { completed, differences } = await reconcile()
    const took = performance.now() - start
    if (!completed || differences.length > 0) throw new Error(`${name}: ${JSON.stringify(differences[0])}`)
    rows.push(row(`reconcile ${count} open orders: ${name}`, took, writes))
  }
  try {
    book.open(count)
    await measure('all to be adopted', count)
    await measure('nothing has changed', 1)
    book.fillHalf()
    await measure('half of each has filled', count)
    book.cancelEveryOther()
    await measure('half of them have ended', count / 2)
  } finally {
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
  return rows
}

function row(name: string, tookMs: number, writes: number): Row {
  const unit = 'ms'
  const floor = writeFloor(writes)
  return {
    name,
    unit,
    subject: { unit, median: tookMs, min: tookMs, max: tookMs },
    floor: { name: `${writes} row writes, ${ORDERS_PER_COMMIT} a commit`, ...floor },
    ratio: floor.median / tookMs,
    target: `< ${TARGET_MS} ms`,
    met: tookMs < TARGET_MS,
  }
}

function writeFloor(writes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'ots-floor-'))
  const database = new DatabaseSync(join(folder, 'floor.sqlite'))
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, data BLOB)')
  const insert = database.prepare('INSERT INTO rows (data) VALUES (?)')
  const data = new Uint8Array(600)
  const start = performance.now()
  for (let n = 0; n < writes; n += ORDERS_PER_COMMIT) {
    database.exec('BEGIN IMMEDIATE')
    for (let i = n; i < Math.min(writes, n + ORDERS_PER_COMMIT); i++) insert.run(data)
    database.exec('COMMIT')
  }
  const took = performance.now() - start
  database.close()
  rmSync(folder, { recursive: true, force: true })
  return { unit: 'ms', median: took, min: took, max: took }
}

async function openAccount(folder: string, scheduler: Scheduler, venue: Venue) {
  const checkpointer = createSqliteCheckpointer()
  const file = (name: string) => ({ path: join(folder, name), durability: 'power' as const, checkpointer })
  const bus = await createEmbeddedBus({ ...file('bus.sqlite'), scheduler })
  await bus.createTopics(topicSpecs(['coinbase']))
  const store = await openOrderStore(file('orders.sqlite'))
  const rpc = createInProcessRpc({ scheduler })
  const logger = createLogger({ level: 'silent', pretty: false })
  const orderManager = createOrderManager(
    {
      ...{ bus, scheduler, logger, store, venue },
      metrics: createNoMetrics(),
      onFatal: (error) => {
        throw error
      },
      rpcServer: rpc,
      crashPoints: NO_CRASH_POINTS,
      haltLatch: createFileHaltLatch(join(folder, 'halt-latch.json')),
      keys: new Map(),
    },
    // None but those that are asked for.
    orderManagerConfigSchema.parse({
      accountId: ACCOUNT,
      reconcileIntervalMs: 3_600_000,
      maxReconciliationAgeMs: 7_200_000,
    }),
  )
  const lifecycle = createLifecycle({ services: [orderManager], scheduler, logger, stopTimeoutMs: 30_000 })
  await lifecycle.start()
  const request = { accountId: ACCOUNT, adopt: false, by: 'bench' }
  return {
    reconcile: () => rpc.call(orderService.reconcile, request, { timeoutMs: 120_000 }),
    close: async () => {
      await lifecycle.stop()
      for (const resource of [store, bus, checkpointer]) await resource.close()
    },
  }
}

/** The venue's own books: resting buys of half a bitcoin cent, placed by somebody else. */
class VenueBook {
  readonly port: Venue
  readonly #scheduler: Scheduler
  readonly #orders = new Map<ClientOrderId, VenueOrderReport>()
  readonly #executions: VenueExecution[] = []
  #usd = parseMoney('100000000')
  #btc = parseMoney('0')

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
    this.port = {
      id: venueId('coinbase'),
      traits: { lookupIsConclusive: false, submitIsIdempotent: true, goodTilDate: true },
      start: async () => {},
      stop: async () => {},
      submit: async () => ({ kind: 'NOT_SENT', reason: 'nothing is sent here' }),
      cancel: async () => ({ kind: 'REQUESTED' }),
      findOrder: async (id) => this.#orders.get(id),
      openOrders: async () => [...this.#orders.values()].filter(({ status }) => status === 'OPEN'),
      executionsSince: async (since) => this.#executions.filter(({ tsEvent }) => tsEvent >= since),
      balances: async () => this.#balances(),
      time: async () => scheduler.now(),
    }
  }

  open(count: number): void {
    for (let n = 0; n < count; n++) {
      const clientOrderId = `bench-${n}` as ClientOrderId
      this.#orders.set(clientOrderId, {
        clientOrderId,
        venueOrderId: `venue-${n}` as VenueOrderId,
        instrumentId: BTC_USD,
        side: 'BUY',
        status: 'OPEN',
        filledQuantity: parseQuantity('0'),
        terms: {
          type: 'LIMIT',
          timeInForce: 'GTC',
          quantity: QUANTITY,
          limitPrice: PRICE,
          postOnly: false,
        },
        tsEvent: this.#scheduler.now(),
      })
    }
  }

  fillHalf(): void {
    for (const report of this.#orders.values()) {
      const tsEvent = this.#scheduler.now()
      this.#orders.set(report.clientOrderId, { ...report, filledQuantity: HALF, tsEvent })
      this.#executions.push({
        executionId: `fill-${report.clientOrderId}` as ExecutionId,
        kind: 'FILL',
        venueOrderId: report.venueOrderId,
        clientOrderId: report.clientOrderId,
        instrumentId: BTC_USD,
        side: 'BUY',
        price: PRICE,
        quantity: HALF,
        fee: FEE,
        feeCurrency: USD,
        liquidity: 'MAKER',
        synthetic: false,
        tsEvent,
      })
      this.#usd = subtractMoney(this.#usd, addMoney(notional(PRICE, HALF), FEE))
      this.#btc = addMoney(this.#btc, quantityAsAmount(HALF))
    }
  }

  cancelEveryOther(): void {
    let n = 0
    for (const report of this.#orders.values()) {
      if (n++ % 2 === 0) continue
      const tsEvent = this.#scheduler.now()
      this.#orders.set(report.clientOrderId, { ...report, status: 'CANCELED', tsEvent })
    }
  }

  #balances() {
    const open = [...this.#orders.values()].filter(({ status }) => status === 'OPEN')
    const held = open.reduce<Money>((sum, { filledQuantity }) => {
      const rest = (QUANTITY - filledQuantity) as typeof QUANTITY
      return addMoney(sum, notional(PRICE, rest))
    }, parseMoney('0'))
    return [
      { currency: USD, available: subtractMoney(this.#usd, held), held },
      { currency: BTC, available: this.#btc, held: parseMoney('0') },
    ]
  }
}
