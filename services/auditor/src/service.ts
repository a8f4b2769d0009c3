/** Wiring: order events and portfolios in, ReportAudit to the order manager out. */
import { deadLetterRecord, orderService, topics } from '@oasis/contracts'
import type { AccountEvent, AccountId, InstrumentId, Portfolio } from '@oasis/domain'
import type { Bus, Logger, PortfolioCache, RpcClient, Scheduler, Timer, VenueBalance } from '@oasis/ports'
import {
  type Consumer,
  consume,
  consumedAs,
  type Metrics,
  type Service,
  TransientError,
} from '@oasis/runtime'
import { AccountAudit, type AccountHistory } from './account-audit.ts'
import type { AuditorConfig } from './config.ts'
import type { AuditInstrument } from './core/audit-book.ts'

export type { AccountHistory } from './account-audit.ts'

export interface AuditorPorts {
  readonly bus: Bus
  readonly rpc: RpcClient
  readonly history: AccountHistory
  readonly cache: PortfolioCache
  /** Undefined where the venue cannot be asked from here: its balances are then the order manager's own concern. */
  readonly venueBalances?: (signal: AbortSignal) => Promise<readonly VenueBalance[]>
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  /** The service cannot go on. */
  readonly onFatal: (error: unknown) => void
}

export interface Auditor extends Service {
  /** One look at everything, now; resolves when its findings have been reported. */
  look(): Promise<void>
}

type Input = { readonly event: AccountEvent } | { readonly portfolio: Portfolio }

const NAME = 'auditor'

class AuditorService implements Auditor {
  readonly name = NAME
  readonly #ports: AuditorPorts
  readonly #config: AuditorConfig
  readonly #instruments = new Map<InstrumentId, AuditInstrument>()
  readonly #audits: ReadonlyMap<AccountId, AccountAudit>
  readonly #closed = new AbortController()
  #consumers: readonly Consumer[] = []
  #timer: Timer | undefined
  #looking: Promise<void> | undefined
  #nextRecount: bigint = 0n
  #failure: string | undefined

  constructor(given: AuditorPorts, config: AuditorConfig) {
    const ports = { ...given, logger: given.logger.child({ service: NAME }) }
    const { history, cache, venueBalances, scheduler, logger, metrics } = ports
    this.#ports = ports
    this.#config = config
    const shared = { history, cache, venueBalances, scheduler, logger, metrics, config }
    this.#audits = new Map(
      config.accounts.map((accountId) => [
        accountId,
        new AccountAudit({ ...shared, accountId, instruments: this.#instruments }),
      ]),
    )
  }

  async start(): Promise<void> {
    const instruments = await this.#followInstruments()
    this.#consumers = [instruments]
    await instruments.caughtUp
    // Followed before the history is read: what the history does not contain is still to come.
    const begun = Promise.withResolvers<void>()
    this.#consumers = [instruments, await this.#followAccounts(begun.promise)]
    try {
      for (const audit of this.#audits.values()) await audit.begin()
    } finally {
      begun.resolve()
    }
    this.#arm()
  }

  async stop(): Promise<void> {
    this.#timer?.cancel()
    this.#closed.abort(new Error('the auditor is stopping'))
    await this.#looking
    for (const consumer of this.#consumers) await consumer.close()
  }

  health() {
    if (this.#failure !== undefined) return { ready: false, detail: this.#failure }
    const wrong = [...this.#audits.values()].flatMap((audit) => audit.wrong)
    if (wrong.length === 0) return { ready: true, detail: 'all numbers agree with the executions' }
    return { ready: false, detail: wrong.join('; ') }
  }

  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  #arm(): void {
    const { scheduler } = this.#ports
    this.#timer = scheduler.after(this.#config.intervalMs, () => {
      void this.look().then(() => {
        if (!this.#closed.signal.aborted) this.#arm()
      })
    })
  }

  async #look(): Promise<void> {
    const { scheduler } = this.#ports
    const recount = scheduler.now() >= this.#nextRecount
    if (recount) this.#nextRecount = scheduler.now() + BigInt(this.#config.recountMs) * 1_000_000n
    for (const audit of this.#audits.values()) {
      await this.#try(audit, 'the portfolio cache', () => audit.lookAtCache())
      await this.#try(audit, 'the venue', (signal) => audit.lookAtVenue(signal))
      if (recount) await this.#try(audit, 'the store', () => audit.recount())
      await this.#report(audit)
    }
  }

  /** A look that fails proves nothing either way: it is told, and the next one comes. */
  async #try(audit: AccountAudit, what: string, look: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { scheduler, logger } = this.#ports
    const { lookupTimeoutMs } = this.#config
    const given = new AbortController()
    const end = (reason: unknown) => given.abort(reason)
    const onClosed = () => end(this.#closed.signal.reason)
    const timer = scheduler.after(lookupTimeoutMs, () => end(new Error('no answer in time')))
    this.#closed.signal.addEventListener('abort', onClosed, { once: true })
    const aborted = new Promise<never>((_resolve, reject) =>
      given.signal.addEventListener('abort', () => reject(given.signal.reason), { once: true }),
    )
    try {
      await Promise.race([look(given.signal), aborted])
    } catch (error) {
      if (!this.#closed.signal.aborted) {
        logger.warn({ err: error, account: audit.accountId, what }, 'audit could not look')
      }
    } finally {
      timer.cancel()
      this.#closed.signal.removeEventListener('abort', onClosed)
    }
  }

  /** Each time, also that nothing is wrong: a report may have been lost, and nothing else opens an instrument again. */
  async #report(audit: AccountAudit): Promise<void> {
    const { rpc, logger } = this.#ports
    try {
      await rpc.call(orderService.reportAudit, audit.toReport(), {
        timeoutMs: this.#config.reportTimeoutMs,
        signal: this.#closed.signal,
      })
    } catch (error) {
      // Not known to have arrived, and harmless twice: the next look reports again.
      if (!this.#closed.signal.aborted) logger.warn({ err: error }, 'audit not reported, trying again')
    }
  }

  #followInstruments(): Promise<Consumer> {
    return consume({
      ...this.#consumerParts('instruments'),
      topics: [topics.instruments],
      startAt: 'earliest',
      onEvent: ({ id, base, quote }) => void this.#instruments.set(id, { base, quote }),
    })
  }

  #followAccounts(begun: Promise<void>): Promise<Consumer> {
    let ready = false
    void begun.then(() => {
      ready = true
    })
    return consume<Input>({
      ...this.#consumerParts('accounts'),
      topics: [
        consumedAs(topics.orderEvents, (event) => ({ event })),
        consumedAs(topics.portfolioSnapshots, (portfolio) => ({ portfolio })),
      ],
      startAt: 'latest',
      keys: new Set(this.#config.accounts),
      onEvent: (input) => (ready ? this.#take(input) : begun.then(() => this.#take(input))),
    })
  }

  #take(input: Input): void | Promise<void> {
    if ('portfolio' in input) {
      this.#audits.get(input.portfolio.accountId)?.onPortfolio(input.portfolio)
      return
    }
    const audit = this.#audits.get(input.event.accountId)
    return audit?.onEvent(input.event).catch((cause) => {
      throw new TransientError(`the account's history could not be read`, { cause })
    })
  }

  #consumerParts(what: string) {
    const { bus, scheduler, logger, metrics } = this.#ports
    return {
      ...{ bus, scheduler, logger, metrics },
      group: `${NAME}-${what}`,
      commit: 'own' as const,
      deadLetter: (record: Parameters<typeof deadLetterRecord>[0], reason: string) =>
        deadLetterRecord(record, reason, scheduler.now()),
      onFatal: (error: unknown) => this.#fail(error),
    }
  }

  #fail(error: unknown): void {
    this.#failure = `the account cannot be followed: ${String(error)}`
    this.#ports.logger.error({ err: error }, 'auditor failed')
    this.#ports.onFatal(error)
  }
}

export function createAuditor(ports: AuditorPorts, config: AuditorConfig): Auditor {
  return new AuditorService(ports, config)
}
