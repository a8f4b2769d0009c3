/** The private half of the exchange: users, keys and orders over its market, and the API that a key opens. */
import { type Currency, currency, type Money, parseRate, type UnixNanos, ZERO_MONEY } from '@oasis/domain'
import type { Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { tierOf } from '../accounts/fee-tiers.ts'
import type { Member } from '../accounts/members.ts'
import type { ApiKey, KeyAlgorithm, Permission, User } from '../accounts/user.ts'
import { generateKey, type KeyFile, openKeyFile, type PublicHalf } from '../auth/key-file.ts'
import { createTokenCheck } from '../auth/token-check.ts'
import type { VenueLedger } from '../ledger/venue-ledger.ts'
import type { KeyOptions, SimulatorOptions, UserOptions } from '../options.ts'
import type { VenueOrder } from '../orders/venue-order.ts'
import type { MarketView } from '../protocol/market-view.ts'
import type { ProductFlags } from '../protocol/product-flags.ts'
import type { VenueJournal } from '../source/venue-journal.ts'
import { knownHosts } from './known-hosts.ts'
import { MarketWatch } from './market-watch.ts'
import { RateLimiter } from './rate-limiter.ts'
import { accountRoutes } from './rest/account-routes.ts'
import { historyRoutes } from './rest/history-routes.ts'
import { marketRoutes } from './rest/market-routes.ts'
import { orderRoutes } from './rest/order-routes.ts'
import { RestApi } from './rest/rest-api.ts'
import type { RestRoute } from './rest/rest-route.ts'
import type { Seams } from './seams.ts'
import { TradingDesk } from './trading-desk.ts'
import { VenueStore } from './venue-store.ts'

export interface VenueParts {
  /** With the flags laid over it. */
  readonly view: MarketView
  readonly flags: Map<string, ProductFlags>
  readonly scheduler: Scheduler
  readonly seams: Seams
  readonly journal: VenueJournal
  readonly options: SimulatorOptions
  /** Of the default user's key; without one it has none but those that are asked for. */
  readonly keyPath: string | undefined
  readonly onOrders: (member: Member, orders: readonly VenueOrder[]) => void
}

export interface NewKey {
  readonly algorithm?: KeyAlgorithm
  readonly permissions?: readonly Permission[]
  /** Name, id or portfolio; the default user's without it. */
  readonly user?: string
}

export const DEFAULT_USER = 'default'

export class Venue {
  readonly store: VenueStore
  readonly desk: TradingDesk
  readonly api: RestApi
  readonly routes: readonly RestRoute[]
  readonly authenticate: (token: string) => Promise<Member | undefined>
  readonly #watch: MarketWatch
  readonly #parts: VenueParts

  constructor(parts: VenueParts) {
    const { view, flags, scheduler, seams, journal, options, onOrders } = parts
    this.#parts = parts
    this.#watch = new MarketWatch(view, scheduler.now())
    const venueId = `${options.seed}|${scheduler.now()}`
    this.store = new VenueStore({ journal, watch: this.#watch, venueId, onOrders })
    const { store } = this
    this.desk = new TradingDesk({
      store,
      watch: this.#watch,
      scheduler,
      seams,
      flags,
      latencyMs: {
        create: options.orderLatencyMs,
        cancel: options.cancelLatencyMs,
        edit: options.editLatencyMs,
      },
      duplicateAnswer: options.duplicateClientOrderId,
    })
    const check = createTokenCheck({
      findKey: (name) => store.members.findKey(name),
      allowsHost: knownHosts([options.host, ...options.jwtHosts]),
    })
    const limiter = new RateLimiter(options.privateRequestsPerSecond)
    this.api = new RestApi({ members: store.members, check, limiter, seams, scheduler })
    this.routes = [
      ...marketRoutes(view, scheduler.now),
      ...orderRoutes({ desk: this.desk, watch: this.#watch, store }),
      ...historyRoutes({ sight: seams.sight, now: scheduler.now }),
      ...accountRoutes({ store, sight: seams.sight, now: scheduler.now }),
    ]
    this.authenticate = async (token) => {
      const release = scheduler.hold()
      try {
        const verdict = await check(token, undefined, seams.venueTime(scheduler.now()))
        if (verdict.kind === 'REFUSED' || !verdict.key.permissions.includes('view')) return undefined
        return store.members.find(verdict.key.userId)
      } finally {
        release()
      }
    }
  }

  /** Users of the options that are not there yet, then what an earlier run left undone. */
  start(): void {
    const { options, keyPath } = this.#parts
    const known = this.store.members
    const defaults: UserOptions = { name: DEFAULT_USER, balances: options.balances, keys: [] }
    for (const user of [defaults, ...options.users]) {
      const member = known.search(user.name) ?? this.addUser(user)
      for (const key of user.keys) this.#register(member, key, key.permissions)
    }
    if (keyPath !== undefined) {
      this.#register(this.member(), openKeyFile(keyPath, options.keyAlgorithm), ['view', 'trade'])
    }
    this.desk.start()
  }

  stop(): void {
    this.api.stop()
    this.desk.stop()
    this.store.close()
  }

  /** @throws OtsError OTS_USAGE when there is none */
  member(name: string = DEFAULT_USER): Member {
    const member = this.store.members.search(name)
    if (!member) throw new OtsError('OTS_USAGE', `The simulator has no user ${name}`)
    return member
  }

  addUser(given: Partial<UserOptions> & Pick<UserOptions, 'name' | 'balances'>): Member {
    const { options } = this.#parts
    const now = this.#now()
    const opening = Object.entries(given.balances).map(([code, amount]) => [currency(code), amount] as const)
    const user: User = {
      id: this.store.uuidOf(`user|${given.name}`),
      name: given.name,
      portfolioId: given.portfolioId ?? this.store.uuidOf(`portfolio|${given.name}`),
      ...feesOf(given, options),
      wallets: [...new Set([...this.#usualWallets(), ...opening.map(([code]) => code)])],
      createdAt: now,
    }
    const member = this.store.addUser(user)
    for (const [code, amount] of opening) {
      if (amount > 0n) this.store.transfer(member, { currency: code, amount, reason: 'OPENING', at: now })
    }
    return member
  }

  /** A deposit, or, below zero, a withdrawal. @throws OtsError OTS_USAGE for more than is available */
  transfer(member: Member, code: Currency, amount: Money): void {
    const { total, held } = member.book.balance(code)
    if (total - held + amount < 0n)
      throw new OtsError('OTS_USAGE', `There is not that much ${code} available`)
    const reason = amount < 0n ? 'WITHDRAWAL' : 'DEPOSIT'
    this.store.transfer(member, { currency: code, amount, reason, at: this.#now() })
  }

  /** The private half is given out once and not kept. */
  createKey({ algorithm = 'ES256', permissions = ['view', 'trade'], user }: NewKey = {}): KeyFile {
    const member = this.member(user)
    const { file, key } = generateKey(algorithm)
    this.#register(member, key, permissions)
    return file
  }

  /** Replaces all flags of a product. */
  setFlags(productId: string, flags: ProductFlags): void {
    if (!this.#watch.find(productId))
      throw new OtsError('OTS_USAGE', `The simulator has no product ${productId}`)
    this.#parts.flags.set(productId, flags)
    this.#watch.reload(this.#now())
    const instrument = this.#watch.find(productId)?.instrument
    if (!instrument) return
    for (const { book } of this.store.members.all) book.setInstrument(instrument)
  }

  flagsOf(productId: string): ProductFlags {
    return this.#parts.flags.get(productId) ?? {}
  }

  /** What can be traded, with its market. */
  get watch(): MarketWatch {
    return this.#watch
  }

  ledger(user?: string): VenueLedger {
    return this.member(user).ledger.view
  }

  #register(member: Member, key: PublicHalf | KeyOptions, permissions: readonly Permission[]): void {
    const known = this.store.members.findKey(key.name)
    const wanted: ApiKey = {
      name: key.name,
      algorithm: key.algorithm,
      publicKey: key.publicKey,
      permissions,
      userId: member.user.id,
    }
    if (known?.publicKey === wanted.publicKey && known.userId === wanted.userId) return
    this.store.addKey(wanted)
  }

  /** US dollars and what can be bought with them; other quote currencies only for who brings some. */
  #usualWallets(): readonly Currency[] {
    const bases = this.#watch.products.map(({ instrument }) => instrument.base)
    return [currency('USD'), ...bases]
  }

  #now(): UnixNanos {
    return this.#parts.scheduler.now()
  }
}

/** By what is traded, unless somebody has said what is to be paid. */
function feesOf(
  given: Partial<UserOptions>,
  options: SimulatorOptions,
): Pick<User, 'fees' | 'pricingTier' | 'tiered'> {
  const entry = tierOf(ZERO_MONEY)
  const maker = given.makerFeeRate ?? options.makerFeeRate
  const taker = given.takerFeeRate ?? options.takerFeeRate
  if (maker === undefined && taker === undefined) {
    return { fees: { maker: entry.maker, taker: entry.taker }, pricingTier: entry.name, tiered: true }
  }
  return {
    fees: {
      maker: maker === undefined ? entry.maker : parseRate(maker),
      taker: taker === undefined ? entry.taker : parseRate(taker),
    },
    pricingTier: given.pricingTier ?? options.pricingTier,
  }
}
