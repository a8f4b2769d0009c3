/**
 * Follows what owners answer (`control.events`), and the time: a command is done when its owner has said so. An answer
 * that comes after TIMED_OUT still counts, since it is what has happened.
 */
import { deadLetterRecord, topics } from '@oasis/contracts'
import { type CommandEvent, commandTargetKey } from '@oasis/domain'
import type { Bus, CommandRecord, ControlCenterStore, Logger, Scheduler, Timer } from '@oasis/ports'
import { type Consumer, consume, type Metrics, TransientError } from '@oasis/runtime'
import type { AuditedWriter } from '../audit/audited-writer.ts'
import { SYSTEM } from '../audit/audited-writer.ts'
import { storableText } from '../core/storable-text.ts'
import type { CommandBoard } from './command-board.ts'
import type { CommandDesk } from './command-desk.ts'

export interface CommandTrackerOptions {
  readonly bus: Bus
  readonly store: ControlCenterStore
  readonly writer: AuditedWriter
  readonly board: CommandBoard
  readonly desk: CommandDesk
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
}

const TICK_MS = 250
const GROUP = 'control-center-api/control-events'

export class CommandTracker {
  readonly #options: CommandTrackerOptions
  #consumer: Consumer | undefined
  #timer: Timer | undefined
  #expiring: Promise<void> | undefined
  #stopped = false
  #failure: unknown

  constructor(options: CommandTrackerOptions) {
    this.#options = options
  }

  /** Why answers are not followed any more. */
  get failure(): unknown {
    return this.#failure
  }

  async start(): Promise<void> {
    const { bus, scheduler, logger, metrics } = this.#options
    this.#consumer = await consume({
      ...{ bus, scheduler, logger, metrics },
      group: GROUP,
      topics: [topics.commandEvents],
      startAt: 'earliest',
      commit: 'auto',
      onEvent: (event) => this.onEvent(event),
      deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
      onFatal: (error) => {
        this.#failure = error
        logger.error({ err: error }, 'answers to commands cannot be followed')
      },
    })
    this.#tick()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#timer?.cancel()
    await this.#consumer?.close()
    await this.#expiring
  }

  async onEvent(event: CommandEvent): Promise<void> {
    const { store, writer, board, scheduler } = this.#options
    let answered: CommandRecord | undefined
    try {
      const known = await store.findCommand(event.commandId)
      // Asked for elsewhere, answered before, or what the system did by itself.
      if (known === undefined || !isOpen(known)) return
      await writer.write(async () => {
        answered = undefined
        const record = await store.findCommand(event.commandId)
        if (record === undefined || !isOpen(record)) return { audit: [] }
        const { outcome: state } = event
        const reason = storableText(event.reason)
        answered = {
          ...record,
          state,
          outcome: reason,
          updatedAt: scheduler.now(),
          version: record.version + 1,
        }
        const target = commandTargetKey(event.target)
        const after = { command: event.commandId, kind: event.action, version: event.state?.version ?? null }
        const audited = {
          actor: SYSTEM,
          action: `COMMAND_${state}`,
          target,
          after,
          result: `${state}: ${reason}`,
        }
        return { commands: [answered], audit: [audited] }
      })
    } catch (cause) {
      throw new TransientError('the answer to a command could not be written', { cause })
    }
    if (answered) board.changed(answered)
  }

  #tick(): void {
    const { scheduler, logger } = this.#options
    this.#timer = scheduler.after(TICK_MS, () => {
      this.#expiring = this.#expireDue()
        .catch((error) => logger.warn({ err: error }, 'commands could not be marked as late, trying again'))
        .finally(() => {
          if (!this.#stopped) this.#tick()
        })
    })
  }

  async #expireDue(): Promise<void> {
    const { board, desk, scheduler } = this.#options
    const now = scheduler.now()
    for (const record of board.unsettled) if (record.dueAt <= now) await desk.expire(record)
  }
}

const isOpen = ({ state }: CommandRecord): boolean => state === 'PENDING' || state === 'TIMED_OUT'
