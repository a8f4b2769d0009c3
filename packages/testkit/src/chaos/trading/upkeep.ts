/** What a person has to see to: balances that were moved at the venue, and orders that evidence left in doubt. */
import { type OrderResolution, orderService } from '@oasis/contracts'
import { type AccountId, millisBetween, type Order } from '@oasis/domain'
import type { OrderStore, RpcClient, Scheduler } from '@oasis/ports'
import type { JudgedStatus } from '../place/venue-messages.ts'

export interface UpkeepOptions {
  readonly system: { readonly rpc: RpcClient; readonly orders: Pick<OrderStore, 'openOrders'> }
  readonly scheduler: Scheduler
  readonly account: AccountId
  readonly lookEveryMs: number
  /** The venue's true word on an order; undefined: there never was one. */
  readonly askVenue: (order: Order) => Promise<JudgedStatus | undefined>
}

const CALL_WITHIN_MS = 5_000
/** Longer than a request can hang in the network and be taken after all. */
const ASK_AFTER_MS = 15_000
const BY = 'chaos'

/** Fills come from the venue alone: nobody resolves an order as filled. */
const RESOLUTION: Readonly<Record<JudgedStatus, OrderResolution | undefined>> = {
  OPEN: 'OPEN',
  PENDING_CANCEL: 'OPEN',
  FILLED: undefined,
  CANCELED: 'CANCELED',
  EXPIRED: 'EXPIRED',
  REJECTED: 'NEVER_EXISTED',
}

export class Upkeep {
  readonly #options: UpkeepOptions
  #stopped = false
  #unexplained = ''

  constructor(options: UpkeepOptions) {
    this.#options = options
  }

  /** Until stopped; what fails is tried again at the next look. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      await this.#options.scheduler.sleep(this.#options.lookEveryMs)
      await this.#balances().catch(() => {})
      await this.#orders().catch(() => {})
    }
  }

  stop(): void {
    this.#stopped = true
  }

  /**
   * A difference that is the same at two looks is taken for what a person has moved. Where it was a fill that is listed
   * late, the next difference sets it right.
   */
  async #balances(): Promise<void> {
    const found = await this.#reconcile(false)
    if (found !== '' && found === this.#unexplained) await this.#reconcile(true)
    this.#unexplained = found
  }

  async #reconcile(adopt: boolean): Promise<string> {
    const { system, account } = this.#options
    const request = { accountId: account, adopt, by: BY }
    const { differences } = await system.rpc.call(orderService.reconcile, request, {
      timeoutMs: CALL_WITHIN_MS,
    })
    return differences.flatMap(({ kind, detail }) => (kind === 'balance' ? [detail] : [])).join('; ')
  }

  async #orders(): Promise<void> {
    const { system, account, scheduler, askVenue } = this.#options
    for (const order of await system.orders.openOrders(account)) {
      const doubtful = order.state === 'REVIEW' || order.absentUntil !== undefined
      if (!doubtful || millisBetween(order.createdAt, scheduler.now()) < ASK_AFTER_MS) continue
      const status = await askVenue(order)
      const resolution = status === undefined ? 'NEVER_EXISTED' : RESOLUTION[status]
      if (resolution === undefined) continue
      const request = {
        clientOrderId: order.clientOrderId,
        resolution,
        reason: 'the venue was asked',
        by: BY,
      }
      await system.rpc.call(orderService.resolveOrder, request, { timeoutMs: CALL_WITHIN_MS })
    }
  }
}
