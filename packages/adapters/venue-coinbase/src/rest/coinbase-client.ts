/**
 * The venue's signed calls, one function each, behind one limiter and one clock per key. For everything that trades use
 * `createCoinbaseVenue`; this is what it is made of, and what tools need that look at an account.
 */
import type { UnixNanos } from '@oasis/domain'
import type { Logger, Random, Scheduler } from '@oasis/ports'
import type { Secret } from '@oasis/runtime'
import type { ApiKey } from '../auth/api-key.ts'
import { createTokenSigner } from '../auth/token-signer.ts'
import { type ClockReading, VenueClock } from '../auth/venue-clock.ts'
import { fetchKeyPermissions, type KeyPermissions } from './account/key-permissions.ts'
import { listAccounts, type ShownAccount } from './account/list-accounts.ts'
import { type FillFilter, listFills, type ShownFill } from './account/list-fills.ts'
import { fetchTransactionSummary, type TransactionSummary } from './account/transaction-summary.ts'
import { createGetJson } from './get-json.ts'
import { type CancelResult, cancelOrders } from './orders/cancel-orders.ts'
import {
  type CreateOrderHooks,
  type CreateOrderRequest,
  type CreateOrderResult,
  createOrder,
} from './orders/create-order.ts'
import { type EditOrderRequest, type EditOrderResult, editOrder } from './orders/edit-order.ts'
import { getOrder } from './orders/get-order.ts'
import { listOrders, type OrderFilter } from './orders/list-orders.ts'
import { type PreviewOrderRequest, type PreviewOrderResult, previewOrder } from './orders/preview-order.ts'
import type { ShownOrder } from './orders/shown-order.ts'
import { readClock } from './server-time.ts'
import { createHttpExchange } from './signed/http-exchange.ts'
import { collectPages } from './signed/paging.ts'
import { RequestLimiter } from './signed/request-limiter.ts'
import { createSignedRest } from './signed/signed-rest.ts'

export interface CoinbaseClientOptions {
  readonly key: ApiKey
  /** Host only, like `https://api.coinbase.com`. */
  readonly restUrl: string
  readonly scheduler: Scheduler
  readonly random: Random
  readonly logger: Logger
  /** Of this key, for all its uses together. Default 25: the venue is said to take 30. */
  readonly requestsPerSecond?: number
  /** Where several clients use one key: theirs, of {@link createKeyLimiter}. */
  readonly limiter?: RequestLimiter
  /** Of one attempt of a GET or a cancel; default 4,000. */
  readonly attemptTimeoutMs?: number
  /** Of a GET or a cancel; default 4. */
  readonly attempts?: number
  /** Default 16 MiB. */
  readonly maxAnswerBytes?: number
  /** A connection that was kept ready for longer is replaced; default 10,000. */
  readonly idleConnectionMs?: number
}

export interface CoinbaseClient {
  /** Sent once, whatever becomes of it. Never rejects. */
  createOrder(
    request: CreateOrderRequest,
    signal: AbortSignal,
    hooks?: CreateOrderHooks,
  ): Promise<CreateOrderResult>
  previewOrder(request: PreviewOrderRequest, signal: AbortSignal): Promise<PreviewOrderResult>
  /** One result for each id, in their order; at most 100. */
  cancelOrders(orderIds: readonly string[], signal: AbortSignal): Promise<readonly CancelResult[]>
  editOrder(request: EditOrderRequest, signal: AbortSignal): Promise<EditOrderResult>
  /** Undefined: the venue does not know it, or not yet. */
  getOrder(orderId: string, signal: AbortSignal): Promise<ShownOrder | undefined>
  /** Page by page; fails rather than to end early. */
  orderPages(filter: OrderFilter, signal: AbortSignal): AsyncGenerator<readonly ShownOrder[]>
  fills(filter: FillFilter, signal: AbortSignal): Promise<readonly ShownFill[]>
  accounts(signal: AbortSignal): Promise<readonly ShownAccount[]>
  transactionSummary(signal: AbortSignal): Promise<TransactionSummary>
  keyPermissions(signal: AbortSignal): Promise<KeyPermissions>
  /** Also sets the clock that tokens are stamped by. */
  readClock(signal: AbortSignal): Promise<ClockReading>
  webSocketToken(): Promise<Secret>
  /** By the venue's clock, as last measured. */
  venueNow(): UnixNanos
  /** From here on connections are ready before they are needed: for who acts often, and not at once. */
  keepReady(): void
  close(): void
}

const DEFAULTS = {
  requestsPerSecond: 25,
  attemptTimeoutMs: 4_000,
  attempts: 4,
  maxAnswerBytes: 16 * 1024 * 1024,
  idleConnectionMs: 10_000,
}

/** One for each key, however many clients use it: the venue counts by key. */
export const createKeyLimiter = ({
  scheduler,
  random,
  requestsPerSecond = DEFAULTS.requestsPerSecond,
}: Pick<CoinbaseClientOptions, 'scheduler' | 'random' | 'requestsPerSecond'>): RequestLimiter =>
  new RequestLimiter({ scheduler, random, perSecond: requestsPerSecond })

/** Calls that only look reject with `OTS_VENUE_UNREACHABLE`, `VenueAnswer`, or the signal's reason. */
export function createCoinbaseClient(options: CoinbaseClientOptions): CoinbaseClient {
  const settings = { ...DEFAULTS, ...options }
  const { key, scheduler, random } = settings
  const clock = new VenueClock(scheduler)
  const signer = createTokenSigner({ key, now: () => clock.now() })
  const exchange = createHttpExchange({
    ...{ scheduler, random, maxAnswerBytes: settings.maxAnswerBytes },
    ...{ idleMs: settings.idleConnectionMs, connectTimeoutMs: settings.attemptTimeoutMs },
  })
  const { limiter = createKeyLimiter(settings) } = settings
  const rest = createSignedRest({ ...settings, signer, exchange, limiter })
  const getJson = createGetJson({ ...settings, timeoutMs: settings.attemptTimeoutMs }, exchange)
  return {
    createOrder: (request, signal, hooks) => createOrder(rest, request, signal, hooks),
    previewOrder: (request, signal) => previewOrder(rest, request, signal),
    cancelOrders: (ids, signal) => cancelOrders(rest, ids, signal, settings),
    editOrder: (request, signal) => editOrder(rest, request, signal),
    getOrder: (id, signal) => getOrder(rest, id, signal),
    orderPages: (filter, signal) => listOrders(rest, filter, signal),
    fills: (filter, signal) => collectPages(listFills(rest, filter, signal), (fill) => fill.entry_id),
    accounts: (signal) => collectPages(listAccounts(rest, signal), (account) => account.uuid),
    transactionSummary: (signal) => fetchTransactionSummary(rest, signal),
    keyPermissions: (signal) => fetchKeyPermissions(rest, signal),
    readClock: async (signal) => {
      const reading = await readClock(getJson, scheduler, signal)
      clock.observe(reading)
      return reading
    },
    webSocketToken: () => signer.webSocket(),
    venueNow: () => clock.now(),
    keepReady: () => exchange.keepReady(new URL(settings.restUrl).origin),
    close: () => exchange.close(),
  }
}
