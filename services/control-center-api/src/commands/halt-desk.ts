/**
 * The direct path of a halt: the risk engine is called before anything is written, and whatever cannot be written now is
 * written when it can be. A halt that comes twice is one more halt, and harmless; one that does not come is not.
 */
import { randomUUID } from 'node:crypto'
import type { HaltReply } from '@oasis/contracts'
import { addMillis, commandTargetKey } from '@oasis/domain'
import type { CommandRecord, Logger, RpcClient, Scheduler } from '@oasis/ports'
import { type Actor, type AuditDraft, type AuditedWriter, SYSTEM } from '../audit/audited-writer.ts'
import type { Caller } from '../auth/caller.ts'
import type { ControlCenterConfig } from '../config.ts'
import { storableText } from '../core/storable-text.ts'
import { Problem } from '../http/problem.ts'
import type { ControlView } from '../views/control-view.ts'
import { callHalt, FLATTEN_TIMEOUT_MS, HALT_TIMEOUT_MS } from './call-halt.ts'
import type { CommandBoard } from './command-board.ts'
import { detailsOf } from './command-json.ts'

export interface HaltDeskOptions {
  readonly rpc: RpcClient
  readonly writer: AuditedWriter
  readonly board: CommandBoard
  readonly control: Pick<ControlView, 'account'>
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly config: Pick<ControlCenterConfig, 'accountId'>
}

export interface HaltWish {
  readonly flatten: boolean
  readonly acceptStalePrices: boolean
  readonly reason: string
  /** The same key of the same user is the same halt, as long as it holds. */
  readonly key: string | undefined
}

/** How long the answer to the request waits for the halt's own. */
const PATIENCE_MS = 5_000
const MAX_RECENT = 200
const FIRST_DELAY_MS = 100
const MAX_DELAY_MS = 5_000

interface Halt {
  readonly record: CommandRecord
  readonly key: string
  readonly settled: Promise<void>
}

export class HaltDesk {
  readonly #options: HaltDeskOptions
  /** While the store is away, these alone tell what became of them. */
  readonly #recent = new Map<string, Halt>()
  readonly #closed = new AbortController()
  readonly #recording = new Set<Promise<void>>()

  constructor(options: HaltDeskOptions) {
    this.#options = options
  }

  /** Of the last ones, as it is known here. */
  find(commandId: string): CommandRecord | undefined {
    return this.#recent.get(commandId)?.record
  }

  /** Resolves with its outcome, or PENDING when that takes longer; `find` tells the rest. */
  async halt(caller: Caller, wish: HaltWish): Promise<CommandRecord> {
    const { scheduler } = this.#options
    const halt = this.#again(caller, wish) ?? this.#begin(caller, wish)
    const done = new AbortController()
    const late = scheduler.sleep(PATIENCE_MS, done.signal).catch(() => {})
    await Promise.race([halt.settled, late])
    done.abort()
    const { commandId } = halt.record.command
    return this.find(commandId) ?? halt.record
  }

  /** What could not be written until now is lost to the store; the log has it. */
  async close(): Promise<void> {
    this.#closed.abort(new Error('the Control Center is stopping'))
    await Promise.all(this.#recording)
  }

  /** Whether that key was a halt: it is no other command then. */
  knows(caller: Caller, key: string | undefined): boolean {
    return key !== undefined && this.#under(caller, key) !== undefined
  }

  /** The newest of that key. */
  #under(caller: Caller, key: string): Halt | undefined {
    const named = keyOf(caller, key)
    return [...this.#recent.values()].findLast((halt) => halt.key === named)
  }

  /** One that nobody has answered, or that has been ended since, is no answer to who wants to halt now: it is called again. */
  #again(caller: Caller, wish: HaltWish): Halt | undefined {
    if (wish.key === undefined) return undefined
    const known = this.#under(caller, wish.key)
    if (known === undefined || known.record.state === 'TIMED_OUT' || this.#isEnded(known.record))
      return undefined
    const { action, reason } = known.record.command
    const isSame =
      action.kind === 'SET_BOT_STATUS' &&
      action.flatten === wish.flatten &&
      action.acceptStalePrices === wish.acceptStalePrices &&
      reason === wish.reason
    if (!isSame) throw new Problem('OTS_HTTP_IDEMPOTENCY_MISMATCH')
    return known
  }

  /** Its owner has told of a status after that halt which is none. */
  #isEnded({ result }: CommandRecord): boolean {
    const state = this.#options.control.account(this.#options.config.accountId)?.state
    if (state === undefined || state.status === 'HALTED' || result === undefined) return false
    // Written by `resultOf`.
    const { haltEpoch } = JSON.parse(result) as Pick<HaltReply, 'haltEpoch'>
    return state.haltEpoch >= haltEpoch
  }

  #begin(caller: Caller, wish: HaltWish): Halt {
    const { logger, board } = this.#options
    const record = this.#recordOf(caller, wish)
    const { commandId } = record.command
    logger.warn(
      { by: caller.name, address: caller.address, reason: wish.reason, command: commandId },
      'halt requested',
    )
    // First of all.
    const replied = this.#call(caller, wish)
    const recorded = this.#write(record, caller, 'HALT_REQUESTED')
    board.changed(record)
    const settled = replied.then((result) => {
      const updatedAt = this.#options.scheduler.now()
      const answered = { ...record, ...result, updatedAt, version: 2 }
      this.#keep({ ...halt, record: answered })
      board.changed(answered)
      void recorded.then(() => this.#write(answered, SYSTEM, `COMMAND_${answered.state}`))
    })
    const halt: Halt = { record, key: keyOf(caller, wish.key ?? commandId), settled }
    this.#keep(halt)
    return halt
  }

  async #call(caller: Caller, { reason, flatten, acceptStalePrices }: HaltWish) {
    const { rpc, scheduler, logger, control, config } = this.#options
    const { accountId } = config
    const haltInForce = () => {
      const state = control.account(accountId)?.state
      return state?.status === 'HALTED' ? state.haltEpoch : undefined
    }
    try {
      const ports = { rpc, scheduler, logger, haltInForce }
      const reply = await callHalt(ports, { accountId, reason, flatten, acceptStalePrices, by: caller.name })
      return {
        state: 'APPLIED' as const,
        outcome: storableText(describeReply(reply)),
        result: JSON.stringify(resultOf(reply)),
      }
    } catch (error) {
      logger.error({ err: error }, 'nobody has answered a halt')
      const said = error instanceof Error ? error.message : String(error)
      const outcome = storableText(
        `NOT known to be halted: ${said}. Halt from the terminal ("ots halt"), and look at the venue.`,
      )
      return { state: 'TIMED_OUT' as const, outcome }
    }
  }

  #recordOf(caller: Caller, { reason, flatten, acceptStalePrices }: HaltWish): CommandRecord {
    const { scheduler, config } = this.#options
    const now = scheduler.now()
    return {
      command: {
        commandId: randomUUID(),
        target: { kind: 'ACCOUNT', accountId: config.accountId },
        action: { kind: 'SET_BOT_STATUS', status: 'HALTED', flatten, acceptStalePrices },
        issuedBy: caller.name,
        reason,
        issuedAt: now,
      },
      state: 'PENDING',
      requestedBy: caller.userId,
      createdAt: now,
      updatedAt: now,
      // Beyond all its own deadlines: it settles by itself.
      dueAt: addMillis(now, FLATTEN_TIMEOUT_MS + 2 * HALT_TIMEOUT_MS),
      version: 1,
    }
  }

  /** Tried until it is written, or the service stops. Never waited for by a halt. */
  #write(record: CommandRecord, actor: Actor, action: string): Promise<void> {
    const { writer, scheduler, logger } = this.#options
    const audited: AuditDraft = {
      ...{ actor, action },
      target: commandTargetKey(record.command.target),
      after: {
        command: record.command.commandId,
        ...detailsOf(record.command.action),
        reason: record.command.reason,
      },
      result: record.outcome === undefined ? record.state : `${record.state}: ${record.outcome}`,
    }
    const attempt = async () => {
      for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)) {
        try {
          return await writer.write(() => ({ commands: [record], audit: [audited] }))
        } catch (error) {
          logger.error({ err: error, audit: audited }, 'a halt could not be written down yet')
          await scheduler.sleep(delayMs, this.#closed.signal)
        }
      }
    }
    const writing = attempt()
      .catch(() => {})
      .finally(() => void this.#recording.delete(writing))
    this.#recording.add(writing)
    return writing
  }

  #keep(halt: Halt): void {
    this.#recent.set(halt.record.command.commandId, halt)
    if (this.#recent.size <= MAX_RECENT) return
    for (const oldest of this.#recent.keys()) {
      this.#recent.delete(oldest)
      return
    }
  }
}

const keyOf = ({ userId }: Caller, key: string): string => `${userId} ${key}`

function describeReply({ haltEpoch, verified, open, unresolved, message, recorded }: HaltReply): string {
  const seen = verified
    ? 'verified at the venue'
    : `NOT verified: ${open.length} open, ${unresolved.length} of unknown outcome`
  const kept = recorded
    ? []
    : [
        'NOT kept where the next leader would read it: it holds while the processes live that took it; halt again when store or bus is back',
      ]
  return [`halt ${haltEpoch}: ${seen}`, ...(message === '' ? [] : [message]), ...kept].join('; ')
}

const resultOf = ({ haltEpoch, verified, open, unresolved, flattening, recorded, message }: HaltReply) => ({
  ...{ haltEpoch, verified, open, unresolved, recorded, message },
  flattening: flattening.map(({ instrumentId, outcome, detail }) => ({ instrumentId, outcome, detail })),
})
