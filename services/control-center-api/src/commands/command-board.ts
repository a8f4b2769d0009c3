/**
 * Where every command stands, and who is told when that changes. Those that wait for somebody are kept here as well, so
 * that nothing is searched for at each tick.
 */
import type { CommandRecord, ControlCenterStore } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'

export type CommandListener = (record: CommandRecord) => void

export class CommandBoard {
  readonly #metrics: Metrics
  readonly #unsettled = new Map<string, CommandRecord>()
  readonly #listeners = new Set<CommandListener>()

  constructor(metrics: Metrics) {
    this.#metrics = metrics
  }

  async start(store: ControlCenterStore): Promise<void> {
    for (const record of await store.unsettledCommands())
      this.#unsettled.set(record.command.commandId, record)
  }

  /** Proposed, or on their way. */
  get unsettled(): readonly CommandRecord[] {
    return [...this.#unsettled.values()]
  }

  /** It has been written. */
  changed(record: CommandRecord): void {
    const { command, state } = record
    if (state === 'PROPOSED' || state === 'PENDING') this.#unsettled.set(command.commandId, record)
    else this.#unsettled.delete(command.commandId)
    this.#metrics.increment('ots_commands_total', { action: command.action.kind, state })
    for (const listener of this.#listeners) listener(record)
  }

  /** The result ends it. */
  subscribe(listener: CommandListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}
