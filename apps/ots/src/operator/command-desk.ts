/** Publishes commands and waits for what their owners answer. A command is done when it was answered, not when it was sent. */
import { randomUUID } from 'node:crypto'
import { topics } from '@oasis/contracts'
import type { AccountId, Command, CommandEvent } from '@oasis/domain'
import type { Bus, Scheduler } from '@oasis/ports'
import type { ControlView } from '../status/control-view.ts'
import type { CommandParts } from './operator-requests.ts'

export interface CommandDeskPorts {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly control: ControlView
}

export type CommandOutcome =
  | { readonly kind: 'ANSWERED'; readonly event: CommandEvent }
  /** It may still be applied: it is on the log. */
  | { readonly kind: 'TIMED_OUT'; readonly commandId: string }

const ANSWER_TIMEOUT_MS = 15_000

export class CommandDesk {
  readonly #ports: CommandDeskPorts
  readonly #waiting = new Map<string, (event: CommandEvent) => void>()
  readonly #answeredHalts = new Map<AccountId, number>()

  constructor(ports: CommandDeskPorts) {
    this.#ports = ports
    ports.control.subscribe((event) => this.#waiting.get(event.commandId)?.(event))
  }

  /** Of the halt that is in force, or of the last one. */
  haltEpochOf(account: AccountId): number | undefined {
    const told = this.#ports.control.account(account)?.state.haltEpoch
    const answered = this.#answeredHalts.get(account)
    return answered === undefined || (told !== undefined && told > answered) ? told : answered
  }

  /** What a halt was answered with is true before any topic tells of it. */
  noteHalt(account: AccountId, haltEpoch: number): void {
    this.#answeredHalts.set(account, haltEpoch)
  }

  async send(parts: CommandParts, issuedBy: string, reason: string): Promise<CommandOutcome> {
    const { bus, scheduler } = this.#ports
    const commandId = randomUUID()
    const command: Command = { ...parts, commandId, issuedBy, reason, issuedAt: scheduler.now() }
    const answered = Promise.withResolvers<CommandOutcome>()
    this.#waiting.set(commandId, (event) => answered.resolve({ kind: 'ANSWERED', event }))
    const timer = scheduler.after(ANSWER_TIMEOUT_MS, () => answered.resolve({ kind: 'TIMED_OUT', commandId }))
    try {
      await bus.publish([topics.commands.record(command)])
      return await answered.promise
    } finally {
      timer.cancel()
      this.#waiting.delete(commandId)
    }
  }
}
