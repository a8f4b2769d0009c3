/**
 * Halts an account, by the shortest way: denied from the turn in which it is called, then the order manager cancels and
 * latches, then the store is told; none waits for the one after it. While HALTED, the order manager is asked until it
 * has taken the halt and has seen at the venue that nothing is open.
 *
 * What if CancelAll gives no answer? Then it may have raised the halt epoch or not. It is called again, and raises it
 * (once more): a halt too many costs nothing but a number. A halt that has no answer is marked so where it is stored, and
 * is called again after a restart, whatever the order manager says by then: the halt that it may have under that number
 * can be another one, which somebody else has called there and may end.
 *
 * Where another machine may lead next, it is told past the store as well (`sharedLatch`), since the store may be away for
 * longer than we live. Whoever leads next reads that before it decides anything, so that a halt told there and not known
 * to the store has a later epoch than the store.
 */
import { type CancelAllReply, orderService } from '@oasis/contracts'
import {
  type AccountControlState,
  type CommandEvent,
  clientOrderIdOf,
  commandEventId,
  type UnixNanos,
  uuidV5,
} from '@oasis/domain'
import type { HaltLatch, HaltRecord, Logger, RpcClient, Scheduler } from '@oasis/ports'
import type { AccountControl, ControlChange } from './account-control.ts'
import { type Change, halted, haltHeard, haltNamed } from './core/control-changes.ts'
import { withOrderManagerHalt } from './core/risk-state.ts'
import type { RiskAccount } from './risk-account.ts'

export interface AccountHaltOptions {
  readonly account: RiskAccount
  readonly control: AccountControl
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly cancelAllTimeoutMs: number
  readonly retryDelayMs: number
  /** Only where a risk engine on another machine may lead next. */
  readonly sharedLatch?: HaltLatch
}

export interface CalledHalt {
  /** The order manager's answer, or what we know without it. */
  readonly reply: CancelAllReply
  /** It has answered: the halt stands there, too. */
  readonly reached: boolean
  /** Settles when whoever leads next knows of it: the store has it, or what is told past the store. */
  readonly kept: Promise<unknown>
}

export class AccountHalt {
  readonly #options: AccountHaltOptions
  readonly #closed = new AbortController()
  #pursuit: Promise<void> | undefined
  /** The halt of which the venue was seen to have nothing open any more. */
  #verified: number | undefined
  /** Halts called here so far: the answer to an earlier one says nothing of a later one. */
  #called = 0
  /** The last halt that the order manager said to be over: no halt after it has its number. */
  #ended: number | undefined
  readonly #calling = new Set<Promise<unknown>>()
  #sharing: Promise<unknown> = Promise.resolve()

  constructor(options: AccountHaltOptions) {
    this.#options = options
  }

  /** Before anything is decided: a halt of the last leader that its store has not got. */
  async restore(): Promise<void> {
    const { account, control, logger, scheduler } = this.#options
    const found = await this.#readShared()
    if (found === undefined || found.haltEpoch <= control.current.haltEpoch) return
    const why = { reason: found.reason, by: 'risk-engine' }
    logger.warn(
      { account: account.state.account.id, ...found },
      'a halt of the last leader was not in its store',
    )
    this.#enforce((state) => ({
      state: halted(state, found.haltEpoch, why),
      answer: (inForce) => haltEvent(inForce, why, scheduler.now()),
    }))
  }

  /** No halt is being called: those that were have their answers from the order manager, or will get none. */
  get isIdle(): boolean {
    return this.#calling.size === 0
  }

  async idle(): Promise<void> {
    while (!this.isIdle) await Promise.allSettled(this.#calling)
  }

  /**
   * In force when this returns its promise. `own`: nobody's command asked for it, so that the record of it gets an entry
   * in `control.events` under a name of its own.
   */
  call(why: Change, own: boolean): Promise<CalledHalt> {
    const called = this.#call(why, own)
    this.#calling.add(called)
    return called.finally(() => this.#calling.delete(called))
  }

  async #call(why: Change, own: boolean): Promise<CalledHalt> {
    const { account, control, scheduler, logger, retryDelayMs } = this.#options
    this.#called++
    const epoch = Math.max(control.current.haltEpoch, account.state.haltEpoch) + 1
    const written = control.enforce((state) => ({
      state: halted(state, epoch, why),
      ...(own ? { answer: (inForce) => haltEvent(inForce, why, scheduler.now()) } : {}),
    }))
    const kept = this.#share(
      { haltEpoch: epoch, reason: `${why.reason} (by ${why.by})`, at: scheduler.now() },
      written,
    )
    logger.error({ account: account.state.account.id, ...why, haltEpoch: epoch }, 'account halted')
    const reply = await this.#cancelAll(true, why)
    if (!reply?.verified) this.pursue(retryDelayMs)
    return { reply: reply ?? this.#unheard(), reached: reply !== undefined, kept }
  }

  /** A halt is over, and the store has that: what was told of it past the store goes. Nobody waits for it. */
  unshare(): void {
    const { sharedLatch, control, logger } = this.#options
    if (sharedLatch === undefined) return
    const clear = async (): Promise<void> => {
      if (control.current.status !== 'HALTED') await sharedLatch.clear()
    }
    this.#sharing = this.#sharing.then(clear).catch((error) => {
      logger.warn({ err: error }, 'the end of a halt could not be told past the store, which has it')
    })
  }

  /** Whoever waits for it hears of a failure; nobody has to. */
  #share(record: HaltRecord, written: Promise<unknown>): Promise<unknown> {
    const { sharedLatch, logger } = this.#options
    const told = sharedLatch && this.#sharing.then(() => sharedLatch.set(record))
    if (told !== undefined) {
      this.#sharing = told.catch((error) => {
        logger.error({ err: error }, 'a halt could not be told past the store')
      })
    }
    const kept = Promise.any(told === undefined ? [written] : [written, told])
    kept.catch(() => {})
    written.catch(() => {})
    return kept
  }

  async #readShared(): Promise<Pick<HaltRecord, 'haltEpoch' | 'reason'> | undefined> {
    const { sharedLatch, control, logger } = this.#options
    try {
      return await sharedLatch?.read()
    } catch (error) {
      logger.error({ err: error }, 'what the last leader told of a halt cannot be read')
      const { status, haltEpoch } = control.current
      // It stays so until a resume: one more halt at each start would help nobody.
      if (status === 'HALTED') return undefined
      return { haltEpoch: haltEpoch + 1, reason: 'what the last leader told of a halt could not be read' }
    }
  }

  /** Goes on in the background until nothing is open, or the account is HALTED no more. */
  pursue(delayMs = 0): void {
    this.#pursuit ??= this.#pursueUntilDone(delayMs)
  }

  /**
   * The order manager has told its halt in a snapshot: it is ours, whatever our store says. Where ours has not arrived
   * there, or may have been cut short by a crash, it is pursued.
   */
  observe(): void {
    const { account, control } = this.#options
    const { haltEpoch, haltedAtOrderManager } = account.state
    const { status, haltEpoch: ours } = control.current
    if (haltedAtOrderManager && status !== 'HALTED') {
      const why = { reason: `the order manager is halted (halt ${haltEpoch})`, by: 'order-manager' }
      this.#enforce((state) => ({
        state: haltHeard(halted(state, haltEpoch, why), haltEpoch),
        answer: (inForce) => haltEvent(inForce, why, this.#options.scheduler.now()),
      }))
    } else if (haltEpoch > ours) this.#enforce((state) => ({ state: haltNamed(state, haltEpoch) }))
    if (control.current.status === 'HALTED' && this.#verified !== control.current.haltEpoch) this.pursue()
  }

  /** The order manager does not know yet of the halt that is in force here. */
  get undelivered(): boolean {
    const { account, control } = this.#options
    const { status, haltEpoch, haltUnheard } = control.current
    return status === 'HALTED' && (haltUnheard === true || haltEpoch > account.state.haltEpoch)
  }

  /** What the order manager said of its halt, in an answer that is newer than any snapshot asked for before it. */
  hear(haltEpoch: number, isHalted: boolean): void {
    const { account } = this.#options
    if (haltEpoch < account.state.haltEpoch) return
    // The answer to a halt may be slower than its end.
    if (isHalted && haltEpoch === this.#ended) return
    if (!isHalted) this.#ended = haltEpoch
    account.haltAnswers++
    account.state = withOrderManagerHalt(account.state, haltEpoch, isHalted)
  }

  async close(): Promise<void> {
    this.#closed.abort(new Error('risk engine stopped'))
    await this.#pursuit
  }

  async #pursueUntilDone(delayMs: number): Promise<void> {
    const { control, scheduler, retryDelayMs } = this.#options
    await scheduler.sleep(delayMs, this.#closed.signal).catch(() => undefined)
    while (!this.#closed.signal.aborted && control.current.status === 'HALTED') {
      const { reason, changedBy: by } = control.current
      const reply = await this.#cancelAll(this.undelivered, { reason, by })
      if (reply?.verified && !this.undelivered) break
      await scheduler.sleep(retryDelayMs, this.#closed.signal).catch(() => undefined)
    }
    // In the turn that found nothing left to do: a halt after it must begin anew.
    this.#pursuit = undefined
  }

  async #cancelAll(halt: boolean, { reason, by }: Change): Promise<CancelAllReply | undefined> {
    const { account, rpc, logger, cancelAllTimeoutMs: timeoutMs } = this.#options
    const { id: accountId } = account.state.account
    const called = this.#called
    try {
      const request = { accountId, halt, reason, by }
      const reply = await rpc.call(orderService.cancelAll, request, {
        timeoutMs,
        signal: this.#closed.signal,
      })
      if (halt) {
        this.hear(reply.haltEpoch, true)
        const hear = called === this.#called ? haltHeard : haltNamed
        this.#enforce((state) => ({ state: hear(state, reply.haltEpoch) }))
      }
      if (reply.verified && !this.undelivered) this.#verified = reply.haltEpoch
      return reply
    } catch (error) {
      logger.error(
        { err: error, account: accountId },
        'orders not cancelled: no answer from the order manager',
      )
      return undefined
    }
  }

  #enforce(change: ControlChange): void {
    this.#options.control.enforce(change).catch(() => {})
  }

  #unheard(): CancelAllReply {
    const { account, control } = this.#options
    return {
      haltEpoch: control.current.haltEpoch,
      verified: false,
      open: [...account.state.reservations.keys()].map(clientOrderIdOf),
      unresolved: [],
      message: 'halted here; the order manager has not answered and is asked again until it does',
      recorded: false,
    }
  }
}

/** Versions grow by one with every change; so the name is of this halt alone. */
function haltEvent(state: AccountControlState, { reason, by }: Change, ts: UnixNanos): CommandEvent {
  const { accountId, version } = state
  const commandId = uuidV5(`halt|${accountId}|${version}`)
  return {
    eventId: commandEventId(commandId),
    commandId,
    target: { kind: 'ACCOUNT', accountId },
    action: 'SET_BOT_STATUS',
    outcome: 'APPLIED',
    reason,
    issuedBy: by,
    state,
    ts,
  }
}
