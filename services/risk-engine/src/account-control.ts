/**
 * The one writer of an account's control state: status, limits, equity marks. Changes are written one after the other,
 * each with its answer and its records in one transaction, and tried again until the store has taken it.
 *
 * Two ways to be in force: a command's change is in force once it is written; an urgent one (a halt, what the order
 * manager told) at once, whatever the store does, and it stays in force over everything that is written before it.
 */
import { topics } from '@oasis/contracts'
import type { AccountControlState, CommandEvent, ScopedLimits, UnixNanos } from '@oasis/domain'
import type { Logger, NewRecord, RiskStore, RiskWrite, Scheduler } from '@oasis/ports'
import type { OutboxRelay } from '@oasis/runtime'
import { limitsBookOf, withSeeds } from './core/control-changes.ts'
import { withControl, withLimits } from './core/risk-state.ts'
import type { RiskAccount } from './risk-account.ts'
import { Throttle } from './throttle.ts'

export interface AccountControlOptions {
  readonly account: RiskAccount
  readonly store: RiskStore
  readonly relay: Pick<OutboxRelay, 'notify'>
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** What configuration gives; never stored, so that it does not count as set. */
  readonly seeds: readonly ScopedLimits[]
  readonly marksIntervalMs: number
  /** Something has come into force. */
  readonly onChange: () => void
}

/** Pure: the state after it, and what whoever asked is told, given the state as it is in force. */
export interface Changed {
  readonly state: AccountControlState
  readonly answer?: (inForce: AccountControlState) => CommandEvent
}
export type ControlChange = (state: AccountControlState) => Changed

interface Entry {
  readonly change: ControlChange
  readonly urgent: boolean
  readonly done: (answer: CommandEvent | undefined) => void
  readonly failed: (error: unknown) => void
}

/** One transaction, and what is made of it. */
interface Prepared {
  readonly stored: AccountControlState
  readonly answer: CommandEvent | undefined
  readonly outbox: readonly NewRecord[]
}

const FIRST_DELAY_MS = 20
const MAX_DELAY_MS = 1_000

export class AccountControl {
  readonly #options: AccountControlOptions
  readonly #closed = new AbortController()
  readonly #queue: Entry[] = []
  readonly #marksDue: Throttle
  /** As last written; without seeds. */
  #stored: AccountControlState
  #draining: Promise<void> | undefined

  constructor(options: AccountControlOptions) {
    const { account, scheduler, marksIntervalMs } = options
    this.#options = options
    this.#stored = account.state.control
    this.#marksDue = new Throttle(scheduler, marksIntervalMs, () => this.#writeMarks())
  }

  /** What was set before this start; rejects when the store cannot tell, since nothing may be decided then. */
  async load(): Promise<void> {
    const { store, account } = this.#options
    const stored = await store.load(account.state.account.id)
    if (stored) {
      this.#stored = stored
      account.state = withControl(account.state, stored)
    }
    // Also when nothing was set since: configuration may have changed, and those who follow must hear of it.
    this.enforce((state) => ({ state: { ...state } })).catch(() => {})
  }

  /** As it is in force. */
  get current(): AccountControlState {
    return this.#options.account.state.control
  }

  /** In force once written. Resolves then, with the answer that was written; rejects only when this is closed. */
  commit(change: ControlChange): Promise<CommandEvent | undefined> {
    return this.#enqueue(change, false)
  }

  /** In force when this returns; the promise is of its being written. */
  enforce(change: ControlChange): Promise<CommandEvent | undefined> {
    return this.#enqueue(change, true)
  }

  /** What the limits of a strategy bind has changed. */
  refresh(): void {
    this.#show()
  }

  /** The marks in the account's state are others: they are written with the next change, or within their interval. */
  marksChanged(): void {
    this.#marksDue.changed()
  }

  /** One more try for what waits, and no more than that: commands come again, a halt stands in the latch. */
  async close(): Promise<void> {
    this.#marksDue.close()
    this.#closed.abort(new Error('risk engine stopped'))
    await this.#draining
  }

  #writeMarks(): void {
    // Whatever is written carries the marks along; this only makes sure that something is.
    if (this.#queue.length === 0) this.enforce((state) => ({ state: { ...state } })).catch(() => {})
  }

  #enqueue(change: ControlChange, urgent: boolean): Promise<CommandEvent | undefined> {
    return new Promise((done, failed) => {
      this.#queue.push({ change, urgent, done, failed })
      if (urgent) this.#show()
      // A turn later, so that its end is never before its being known.
      this.#draining ??= Promise.resolve().then(() => this.#drain())
    })
  }

  /** What is written, seeds beneath it, and over it whatever is urgent and not written yet. Marks are ahead of both. */
  #show(): void {
    const { account, seeds, onChange } = this.#options
    let state = this.#stored
    for (const { urgent, change } of this.#queue) if (urgent) state = change(state).state
    const control = { ...withSeeds(state, seeds), marks: this.current.marks }
    account.state = withLimits(
      withControl(account.state, control),
      limitsBookOf(control.limits, account.instances),
    )
    onChange()
  }

  async #drain(): Promise<void> {
    try {
      for (;;) {
        const entry = this.#queue[0]
        if (!entry) return
        const write = this.#prepare(entry)
        await this.#writeUntilDone(write)
        this.#queue.shift()
        this.#stored = write.stored
        this.#show()
        this.#options.relay.notify()
        entry.done(write.answer)
      }
    } catch (error) {
      for (const { failed } of this.#queue.splice(0)) failed(error)
    } finally {
      // In the turn that found the queue empty: what is queued after it must find no run to rely on.
      this.#draining = undefined
    }
  }

  #prepare({ change }: Entry): Prepared {
    const { scheduler, seeds } = this.#options
    const changed = change(this.#stored)
    const stored = changed.state === this.#stored ? this.#stored : this.#next(changed.state, scheduler.now())
    const inForce = withSeeds(stored, seeds)
    const answer = changed.answer?.(inForce)
    const outbox: NewRecord[] = []
    if (stored !== this.#stored) outbox.push(topics.controlState.record(inForce))
    if (answer) outbox.push(topics.commandEvents.record(answer))
    return { stored, answer, outbox }
  }

  #next(state: AccountControlState, ts: UnixNanos): AccountControlState {
    return { ...state, marks: this.current.marks, version: this.#stored.version + 1, ts }
  }

  async #writeUntilDone({ stored, answer, outbox }: Prepared): Promise<void> {
    const { store, scheduler, logger } = this.#options
    const write: RiskWrite = { state: stored, ...(answer ? { answer } : {}), outbox }
    let delayMs = FIRST_DELAY_MS
    for (;;) {
      try {
        return await store.commit(write)
      } catch (error) {
        this.#closed.signal.throwIfAborted()
        const { accountId: account } = stored
        logger.error({ err: error, account, retryInMs: delayMs }, 'control state could not be written')
      }
      await scheduler.sleep(delayMs, this.#closed.signal)
      delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)
      if (await this.#isThere(write)) return
    }
  }

  /** A commit that failed may have been done all the same; there is one writer, so that the number tells. */
  async #isThere({ state, answer }: RiskWrite): Promise<boolean> {
    const { store } = this.#options
    try {
      if (answer) return (await store.findAnswer(answer.commandId)) !== undefined
      const there = await store.load(state.accountId)
      return there !== undefined && there.version >= state.version
    } catch {
      return false
    }
  }
}
