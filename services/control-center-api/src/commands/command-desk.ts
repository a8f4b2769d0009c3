/**
 * Takes commands: each is written down together with its audit entry and the record that carries it to its owner, and is
 * done only when its owner has said so. Where two people are needed, the record waits for the second one.
 *
 * The same request again, under the same `Idempotency-Key`, is the same command, and answered as it was. What if the
 * process dies in between? Either all of it was written, and the outbox publishes it at the next start; or none was.
 */
import { createHash, randomUUID } from 'node:crypto'
import { topics } from '@oasis/contracts'
import {
  addMillis,
  type Command,
  type CommandAction,
  type CommandTarget,
  commandTargetKey,
  type UnixNanos,
} from '@oasis/domain'
import type { CommandRecord, CommandState, ControlCenterStore, NewRecord, Scheduler } from '@oasis/ports'
import { type AuditDraft, type AuditedWriter, type Draft, SYSTEM } from '../audit/audited-writer.ts'
import type { Caller } from '../auth/caller.ts'
import { type ControlCenterConfig, needsTwo } from '../config.ts'
import type { LimitsKnown } from '../core/limit-raising.ts'
import { whySecondPerson } from '../core/second-person.ts'
import { Problem } from '../http/problem.ts'
import type { ControlView } from '../views/control-view.ts'
import type { CommandBoard } from './command-board.ts'
import { type CommandJson, commandJson, detailsOf } from './command-json.ts'

export interface CommandDeskOptions {
  readonly store: ControlCenterStore
  readonly writer: AuditedWriter
  readonly board: CommandBoard
  readonly control: Pick<ControlView, 'account' | 'strategy'>
  readonly scheduler: Scheduler
  readonly config: Pick<
    ControlCenterConfig,
    'accountId' | 'limits' | 'twoPersonApproval' | 'facts' | 'proposalTtlMs' | 'commandTimeoutMs'
  >
  /** Something was written to the outbox. */
  readonly onOutbox: () => void
}

export interface Wish {
  readonly target: CommandTarget
  readonly action: CommandAction
  readonly reason: string
}

/** A request that may come again. */
export interface Repeatable {
  readonly key: string | undefined
  /** All that makes it this request and no other. */
  readonly request: unknown
}

export const ACCEPTED = 202

export class CommandDesk {
  readonly #options: CommandDeskOptions

  constructor(options: CommandDeskOptions) {
    this.#options = options
  }

  get needsTwo(): boolean {
    return needsTwo(this.#options.config)
  }

  async request(caller: Caller, wish: Wish, repeatable: Repeatable): Promise<CommandJson> {
    const { writer, board, scheduler, config, onOutbox } = this.#options
    const requestHash = hashOf(repeatable.request)
    let answer: CommandJson | undefined
    let record: CommandRecord | undefined
    await writer.write(async (): Promise<Draft> => {
      record = undefined
      answer = await this.#answered(caller, repeatable.key, requestHash)
      if (answer !== undefined) return { audit: [] }
      const why = this.needsTwo ? whySecondPerson(wish.action, this.#known()) : undefined
      if (why !== undefined && caller.role !== 'admin') {
        throw new Problem(
          'OTS_HTTP_FORBIDDEN',
          `two admins decide on this, since ${why}; your role is "${caller.role}"`,
        )
      }
      const now = scheduler.now()
      const command = commandOf(caller, wish, now)
      const state: CommandState = why === undefined ? 'PENDING' : 'PROPOSED'
      record = {
        command,
        state,
        requestedBy: caller.userId,
        ...(why === undefined ? {} : { outcome: `another admin has to confirm it, since ${why}` }),
        createdAt: now,
        updatedAt: now,
        dueAt: addMillis(now, why === undefined ? config.commandTimeoutMs : config.proposalTtlMs),
        version: 1,
      }
      answer = commandJson(record)
      return {
        commands: [record],
        ...outboxOf(record),
        ...(repeatable.key === undefined
          ? {}
          : {
              idempotentAnswer: {
                userId: caller.userId,
                key: repeatable.key,
                requestHash,
                status: ACCEPTED,
                body: JSON.stringify(answer),
                createdAt: now,
              },
            }),
        audit: [this.#audited(caller, why === undefined ? 'COMMAND_REQUESTED' : 'COMMAND_PROPOSED', record)],
      }
    })
    if (record !== undefined) board.changed(record)
    if (record?.state === 'PENDING') onOutbox()
    if (answer === undefined) throw new Error('a command was taken without an answer')
    return answer
  }

  /** The second person says yes. Whoever proposed it cannot, under whatever name or token. */
  async confirm(caller: Caller, commandId: string): Promise<CommandJson> {
    const { scheduler, config, onOutbox } = this.#options
    const confirmed = await this.#settle(caller, commandId, 'COMMAND_CONFIRMED', async (record) => {
      if (record.requestedBy === caller.userId) {
        throw new Problem('OTS_HTTP_SECOND_PERSON_REQUIRED', 'whoever proposed it cannot confirm it')
      }
      await this.#mustBeAdmin(record.requestedBy)
      const now = scheduler.now()
      if (record.dueAt <= now) throw new Problem('OTS_HTTP_CONFLICT', 'the proposal has expired')
      const { command } = record
      return {
        ...record,
        command: { ...command, issuedBy: `${command.issuedBy} and ${caller.name}`, issuedAt: now },
        state: 'PENDING',
        confirmedBy: caller.name,
        outcome: `confirmed by ${caller.name}`,
        dueAt: addMillis(now, config.commandTimeoutMs),
      }
    })
    onOutbox()
    return commandJson(confirmed)
  }

  /** Any admin says no, the one who proposed it included. */
  async withdraw(caller: Caller, commandId: string): Promise<CommandJson> {
    const withdrawn = await this.#settle(caller, commandId, 'COMMAND_WITHDRAWN', async (record) => ({
      ...record,
      state: 'WITHDRAWN',
      outcome: `withdrawn by ${caller.name}`,
    }))
    return commandJson(withdrawn)
  }

  /** What nobody has confirmed, or answered, in its time. */
  async expire(record: CommandRecord): Promise<void> {
    const { store, writer, board, scheduler } = this.#options
    let expired: CommandRecord | undefined
    await writer.write(async () => {
      expired = undefined
      const now = await store.findCommand(record.command.commandId)
      if (now === undefined || now.version !== record.version) return { audit: [] }
      const isProposal = now.state === 'PROPOSED'
      expired = {
        ...now,
        state: isProposal ? 'EXPIRED' : 'TIMED_OUT',
        outcome: isProposal ? 'nobody confirmed it in time' : 'no answer yet; it may still be applied',
        updatedAt: scheduler.now(),
        version: now.version + 1,
      }
      return { commands: [expired], audit: [this.#audited(SYSTEM, `COMMAND_${expired.state}`, expired)] }
    })
    if (expired) board.changed(expired)
  }

  async #settle(
    caller: Caller,
    commandId: string,
    action: string,
    change: (record: CommandRecord) => Promise<CommandRecord>,
  ): Promise<CommandRecord> {
    const { store, writer, board, scheduler } = this.#options
    let settled: CommandRecord | undefined
    await writer.write(async () => {
      const record = await store.findCommand(commandId)
      if (record === undefined) throw new Problem('OTS_HTTP_NOT_FOUND', `there is no command ${commandId}`)
      if (record.state !== 'PROPOSED') {
        throw new Problem('OTS_HTTP_CONFLICT', `the command is ${record.state}, not PROPOSED`)
      }
      const changed = await change(record)
      settled = { ...changed, updatedAt: scheduler.now(), version: record.version + 1 }
      return { commands: [settled], ...outboxOf(settled), audit: [this.#audited(caller, action, settled)] }
    })
    if (settled === undefined) throw new Error('a proposal was settled without a command')
    board.changed(settled)
    return settled
  }

  async #mustBeAdmin(userId: string): Promise<void> {
    const proposer = await this.#options.store.findUser(userId)
    if (proposer?.role === 'admin' && !proposer.disabled) return
    throw new Problem('OTS_HTTP_CONFLICT', 'whoever proposed it is no admin any more: propose it anew')
  }

  async #answered(caller: Caller, key: string | undefined, requestHash: string) {
    if (key === undefined) return undefined
    const known = await this.#options.store.findIdempotentAnswer(caller.userId, key)
    if (known === undefined) return undefined
    if (known.requestHash !== requestHash) throw new Problem('OTS_HTTP_IDEMPOTENCY_MISMATCH')
    // Written by `request` alone.
    return JSON.parse(known.body) as CommandJson
  }

  #known(): LimitsKnown {
    const { control, board, scheduler, config } = this.#options
    return {
      state: control.account(config.accountId)?.state,
      seeds: config.limits,
      underWay: board.limitsUnderWay(scheduler.now()),
    }
  }

  #audited(actor: AuditDraft['actor'], action: string, record: CommandRecord): AuditDraft {
    const { command, state, outcome } = record
    const before = this.#before(command)
    return {
      actor,
      action,
      target: commandTargetKey(command.target),
      ...(before === undefined ? {} : { before }),
      after: {
        command: command.commandId,
        kind: command.action.kind,
        ...detailsOf(command.action),
        reason: command.reason,
      },
      result: outcome === undefined ? state : `${state}: ${outcome}`,
    }
  }

  /** What is in force now, as far as its owner has told. */
  #before({ target }: Command): object | undefined {
    const { control } = this.#options
    if (target.kind === 'STRATEGY') {
      const state = control.strategy(target.strategyId)
      return state && { status: state.status, params: JSON.parse(state.params), version: state.version }
    }
    const state = control.account(target.accountId)?.state
    return state && { status: state.status, haltEpoch: state.haltEpoch, version: state.version }
  }
}

function commandOf(caller: Caller, { target, action, reason }: Wish, issuedAt: UnixNanos): Command {
  return { commandId: randomUUID(), target, action, issuedBy: caller.name, reason, issuedAt }
}

/** What waits for a second person does not go to its owner. */
const outboxOf = ({ state, command }: CommandRecord): { outbox?: readonly NewRecord[] } =>
  state === 'PENDING' ? { outbox: [topics.commands.record(command)] } : {}

const hashOf = (request: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(request)))
    .digest('hex')

/** The same request, in whatever order its fields were written. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([name, each]) => [name, sorted(each)])
}
