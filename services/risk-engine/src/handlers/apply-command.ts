/**
 * Commands of one account, in order and once. Each is answered by one entry in `control.events`, which is written in one
 * transaction with the state that it leads to; a command that has an answer is passed over. So a command that a crash
 * cut short comes again and is done again from its beginning, and everything that it asks of the order manager may be
 * asked twice: a halt is one more halt, a cancel finds the order cancelled, a resume names its halt, a reset is done
 * once by its id.
 *
 * What if the order manager gives no answer? No command waits for it for ever, since a halt may stand behind it: after a
 * few attempts it is REJECTED with the words that it is not known whether it happened, and may be given again. Status
 * and limits are then as they were before.
 */
import { orderService } from '@oasis/contracts'
import {
  type AccountControlState,
  type Command,
  type CommandAction,
  type CommandEvent,
  commandEventId,
} from '@oasis/domain'
import {
  type CrashPoints,
  type Logger,
  type RiskStore,
  type RpcClient,
  RpcError,
  type Scheduler,
} from '@oasis/ports'
import { TransientError } from '@oasis/runtime'
import type { AccountControl, Changed } from '../account-control.ts'
import type { AccountHalt } from '../account-halt.ts'
import { limitsAt, withReset, withScopedLimits, withStatus } from '../core/control-changes.ts'
import { describeLimits } from '../core/describe-limits.ts'
import { limitFaults } from '../core/limit-faults.ts'
import type { EquityGuard } from '../equity-guard.ts'
import type { Flattening } from '../flattening.ts'
import type { RiskAccount } from '../risk-account.ts'
import { describeHalt, haltAndFlatten } from './halt.ts'

export interface CommandPorts {
  readonly account: RiskAccount
  readonly control: AccountControl
  readonly halt: AccountHalt
  readonly flattening: Flattening
  readonly equity: EquityGuard
  readonly rpc: RpcClient
  readonly store: RiskStore
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly crashPoints: CrashPoints
  /** Asks the order manager anew how things stand. */
  readonly resync: (reason: string) => void
  readonly controlTimeoutMs: number
  readonly resetTimeoutMs: number
  readonly retryDelayMs: number
}

type ActionOf<K extends CommandAction['kind']> = Extract<CommandAction, { readonly kind: K }>

/** What became of it: the state after it, and the words. Evaluated when it is written, on the state of that moment. */
type Verdict = (state: AccountControlState) => {
  readonly state: AccountControlState
  readonly outcome: CommandEvent['outcome']
  /** In words; where they tell of the state, of the one in force after it. */
  readonly reason: string | ((inForce: AccountControlState) => string)
}

const rejected =
  (reason: string): Verdict =>
  (state) => ({ state, outcome: 'REJECTED', reason })
const applied =
  (
    reason: ReturnType<Verdict>['reason'],
    change: (state: AccountControlState) => AccountControlState = (state) => state,
  ): Verdict =>
  (state) => ({ state: change(state), outcome: 'APPLIED', reason })

const ATTEMPTS = 3
const NOT_KNOWN = 'the order manager gave no answer: it is not known whether it was done; give it again'

/** All other failures leave open whether the order manager did it. */
const isAnswer = (error: unknown): error is RpcError => error instanceof RpcError && ANSWERS.has(error.status)
const ANSWERS: ReadonlySet<string> = new Set([
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'FAILED_PRECONDITION',
  'UNIMPLEMENTED',
])

export class CommandDesk {
  readonly #ports: CommandPorts
  readonly #closed = new AbortController()

  constructor(ports: CommandPorts) {
    this.#ports = ports
  }

  close(): void {
    this.#closed.abort(new Error('risk engine stopped'))
  }

  async apply(command: Command): Promise<void> {
    const { account, control, halt, logger, crashPoints, scheduler } = this.#ports
    const { target, commandId } = command
    if (target.kind !== 'ACCOUNT' || target.accountId !== account.state.account.id) {
      logger.error(
        { command: commandId },
        'command under the key of this account for another target, ignored',
      )
      return
    }
    if (await this.#isAnswered(commandId)) return
    const verdict = await this.#perform(command)
    crashPoints.pass('command')
    const answer = await control.commit((state): Changed => {
      const { outcome, reason, ...after } = verdict(state)
      return {
        ...after,
        answer: (inForce) => ({
          ...answerTo(command),
          outcome,
          reason: typeof reason === 'string' ? reason : reason(inForce),
          state: inForce,
          ts: scheduler.now(),
        }),
      }
    })
    if (command.action.kind === 'SET_BOT_STATUS') halt.unshare()
    logger.info(
      { command: commandId, action: command.action.kind, outcome: answer?.outcome, reason: answer?.reason },
      'command answered',
    )
  }

  async #isAnswered(commandId: string): Promise<boolean> {
    try {
      return (await this.#ports.store.findAnswer(commandId)) !== undefined
    } catch (cause) {
      throw new TransientError('it cannot be told whether a command has an answer', { cause })
    }
  }

  #perform(command: Command): Verdict | Promise<Verdict> {
    const { action } = command
    switch (action.kind) {
      case 'SET_BOT_STATUS':
        return action.status === 'HALTED'
          ? this.#halt(command, action)
          : this.#setStatus(command, action.status, action.haltEpoch)
      case 'SET_RISK_LIMITS':
        return this.#setLimits(action)
      case 'CANCEL_ORDER':
        return this.#cancel(command, action)
      case 'RESET_PAPER':
        return this.#resetPaper(command)
      case 'SET_STRATEGY_CONFIG':
      case 'SET_STRATEGY_STATUS':
        return rejected(`${action.kind} is for a strategy; address it to strategy/<id>`)
    }
  }

  /** In force before anything else is done; the answer tells what the order manager and the flattening made of it. */
  async #halt({ reason, issuedBy: by }: Command, action: ActionOf<'SET_BOT_STATUS'>): Promise<Verdict> {
    const { reply } = await haltAndFlatten(this.#ports, { ...action, reason, by }, false)
    return applied(describeHalt(reply))
  }

  /** `named`: the halt that it means to end. */
  async #setStatus(
    command: Command,
    status: 'RUNNING' | 'PAUSED',
    named: number | undefined,
  ): Promise<Verdict> {
    const why = { reason: command.reason, by: command.issuedBy }
    const { haltEpoch, status: current } = this.#ports.control.current
    if (current !== 'HALTED') {
      // Halted since: a resume has to be asked for by name.
      return (state) =>
        state.status === 'HALTED'
          ? rejected(`halted meanwhile; name halt ${state.haltEpoch} to end it`)(state)
          : applied(`status ${status}`, () => withStatus(state, status, why))(state)
    }
    return named === undefined
      ? rejected(`leaving HALTED must name the halt: ${haltEpoch}`)
      : this.#resume(status, named, why)
  }

  /**
   * Cut short after the order manager has resumed, the account stays HALTED here, and the command done again finds the
   * same halt there, ended. Another halt called meanwhile has another number, and stands.
   */
  async #resume(
    status: 'RUNNING' | 'PAUSED',
    named: number,
    why: { readonly reason: string; readonly by: string },
  ): Promise<Verdict> {
    const { account, control, halt, equity } = this.#ports
    const { haltEpoch } = control.current
    if (named !== haltEpoch) return rejected(`halt ${named} is not the one in force, which is ${haltEpoch}`)
    if (halt.undelivered)
      return rejected(`halt ${named} has not reached the order manager yet; try again when it has`)
    const { id: accountId } = account.state.account
    const reply = await this.#ask((options) =>
      this.#ports.rpc.call(orderService.resume, { accountId, haltEpoch: named, ...why }, options),
    )
    if (reply === undefined) return rejected(`${NOT_KNOWN}; HALTED here`)
    if (typeof reply === 'string') return rejected(`not resumed: ${reply}`)
    if (!reply.resumed) {
      // What is true there may be neither what it was nor what was wished.
      this.#ports.resync(`halt ${named} was not ended`)
      return rejected(`the order manager has not resumed: ${reply.message}`)
    }
    halt.hear(reply.haltEpoch, false)
    // Written with the status: or it would halt again at once after a crash.
    equity.rearm()
    return (state) =>
      state.status === 'HALTED' && state.haltEpoch !== named
        ? rejected(`halted again meanwhile (halt ${state.haltEpoch})`)(state)
        : applied(`halt ${named} ended, status ${status}`, () => withStatus(state, status, why))(state)
  }

  #setLimits({ scope, limits }: ActionOf<'SET_RISK_LIMITS'>): Verdict {
    const { id } = this.#ports.account.state.account
    if (scope.level === 'account' && scope.id !== id)
      return rejected(`limits of ${scope.id} are not for ${id} to set`)
    const faults = limitFaults(limits)
    if (faults.length > 0) return rejected(faults.join('; '))
    const done = Object.keys(limits).length === 0 ? 'given back to configuration' : 'set'
    return applied(
      (inForce) =>
        `limits of ${scope.level} ${scope.id} ${done}; ${describeLimits(scope, limitsAt(inForce.limits, scope))}`,
      (state) => withScopedLimits(state, scope, limits),
    )
  }

  async #cancel({ reason }: Command, { clientOrderId }: ActionOf<'CANCEL_ORDER'>): Promise<Verdict> {
    const { rpc } = this.#ports
    const reply = await this.#ask((options) =>
      rpc.call(orderService.cancelOrder, { clientOrderId, reason }, options),
    )
    if (reply === undefined) return rejected(NOT_KNOWN)
    if (typeof reply === 'string') return rejected(reply)
    const words = `${reply.message || 'no more to say'} (${reply.state})`
    return reply.accepted ? applied(words) : rejected(words)
  }

  async #resetPaper({ commandId: resetId, issuedBy: by }: Command): Promise<Verdict> {
    const { account, rpc, resetTimeoutMs } = this.#ports
    const { id: accountId, mode } = account.state.account
    if (mode !== 'PAPER') return rejected('only a PAPER account can be reset')
    const reply = await this.#ask(
      (options) => rpc.call(orderService.resetPaper, { accountId, resetId, by }, options),
      resetTimeoutMs,
    )
    if (reply === undefined) return rejected(NOT_KNOWN)
    if (typeof reply === 'string') return rejected(reply)
    if (!reply.reset) return rejected(`not reset: ${reply.message}`)
    this.#ports.equity.forget()
    return applied('the account begins again', withReset)
  }

  /** The answer; the words of a failure that is one; undefined when it stayed open whether anything was done. */
  async #ask<T>(
    call: (options: { timeoutMs: number; signal: AbortSignal }) => Promise<T>,
    timeoutMs = this.#ports.controlTimeoutMs,
  ): Promise<T | string | undefined> {
    const { scheduler, logger, retryDelayMs } = this.#ports
    const { signal } = this.#closed
    for (let attempt = 1; ; attempt++) {
      try {
        return await call({ timeoutMs, signal })
      } catch (error) {
        signal.throwIfAborted()
        if (isAnswer(error)) return error.message
        logger.warn({ err: error, attempt }, 'no answer from the order manager to a command')
        if (attempt === ATTEMPTS) return undefined
      }
      await scheduler.sleep(retryDelayMs, signal)
    }
  }
}

const answerTo = ({ commandId, target, action, issuedBy }: Command) => ({
  eventId: commandEventId(commandId),
  commandId,
  target,
  action: action.kind,
  issuedBy,
})
