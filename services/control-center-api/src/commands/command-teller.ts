/**
 * Tells clients what becomes of commands, by the read models' journal, which is another store than that of the commands. So
 * each change is tried until it is in the journal, in the order in which they happened; and what a process could not tell
 * before its end the next one tells at its start, as the commands stand then. A change that is told twice is the same.
 */
import type { CommandRecord, ControlCenterStore, Logger, Scheduler } from '@oasis/ports'
import type { Projector } from '../projections/projector.ts'
import type { CommandBoard } from './command-board.ts'
import { commandJson } from './command-json.ts'

export interface CommandTellerOptions {
  readonly store: Pick<ControlCenterStore, 'untoldCommands' | 'commit'>
  readonly projector: Pick<Projector, 'note'>
  readonly board: Pick<CommandBoard, 'subscribe'>
  readonly scheduler: Scheduler
  readonly logger: Logger
}

const FIRST_DELAY_MS = 50
const MAX_DELAY_MS = 5_000
/** Beyond it the oldest are left to the next start: the store knows them. */
const MAX_WAITING = 10_000

export class CommandTeller {
  readonly #options: CommandTellerOptions
  readonly #waiting: CommandRecord[] = []
  readonly #stopped = new AbortController()
  #telling: Promise<void> | undefined
  #unsubscribe: (() => void) | undefined

  constructor(options: CommandTellerOptions) {
    this.#options = options
  }

  /** After the projector: what was not told before comes first. */
  async start(): Promise<void> {
    const { store, board } = this.#options
    this.#waiting.push(...(await store.untoldCommands()))
    this.#unsubscribe = board.subscribe((record) => this.#tell(record))
    this.#goOn()
  }

  /** Before the projector. What is left is told at the next start. */
  async stop(): Promise<void> {
    this.#unsubscribe?.()
    this.#stopped.abort(new Error('the Control Center is stopping'))
    await this.#telling
  }

  #tell(record: CommandRecord): void {
    this.#waiting.push(record)
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift()
    this.#goOn()
  }

  #goOn(): void {
    if (this.#waiting.length > 0) this.#telling ??= this.#tellAll()
  }

  async #tellAll(): Promise<void> {
    const { scheduler, logger } = this.#options
    let delayMs = FIRST_DELAY_MS
    try {
      for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
        try {
          await this.#write(next)
          if (this.#waiting[0] === next) this.#waiting.shift()
          delayMs = FIRST_DELAY_MS
        } catch (error) {
          logger.warn({ err: error, retryInMs: delayMs }, 'a change of a command is not told to clients yet')
          await scheduler.sleep(delayMs, this.#stopped.signal)
          delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)
        }
      }
    } catch {
      // Stopped in the middle of a wait.
    } finally {
      this.#telling = undefined
    }
  }

  async #write(record: CommandRecord): Promise<void> {
    const { projector, store, logger } = this.#options
    const { command, updatedAt: ts, version } = record
    const { commandId } = command
    await projector.note({ commandId, ts, json: JSON.stringify(commandJson(record)) })
    await store
      .commit({ told: [{ commandId, version }] })
      .catch((error) => logger.warn({ err: error, commandId }, 'a command will be told again'))
  }
}
