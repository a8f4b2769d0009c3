/** Publishes commands and waits for what their owners answer. A command is done when it was answered, not when it was sent. */
import { randomUUID } from 'node:crypto'
import { topics } from '@oasis/contracts'
import type { ControlView } from '@oasis/control-center-api'
import { type Command, type CommandEvent, commandTargetKey } from '@oasis/domain'
import type { Bus, Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
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

export interface CommandReason {
  readonly by: string
  readonly reason: string
  /** Of a command that may have been given before. */
  readonly commandId?: string | undefined
}

const ANSWER_TIMEOUT_MS = 15_000

export class CommandDesk {
  readonly #ports: CommandDeskPorts
  readonly #waiting = new Map<string, Set<(event: CommandEvent) => void>>()

  constructor(ports: CommandDeskPorts) {
    this.#ports = ports
    ports.control.subscribe((event) => {
      for (const listen of this.#waiting.get(event.commandId) ?? []) listen(event)
    })
  }

  /** The same command id again is the same command: it is answered as it was, or waited for; its owner does it once. */
  async send(parts: CommandParts, why: CommandReason): Promise<CommandOutcome> {
    const { bus, scheduler, control } = this.#ports
    const { commandId = randomUUID(), by: issuedBy, reason } = why
    const known = control.answerTo(commandId)
    if (known !== undefined) return { kind: 'ANSWERED', event: sameCommand(known, parts) }
    const command: Command = { ...parts, commandId, issuedBy, reason, issuedAt: scheduler.now() }
    const answered = Promise.withResolvers<CommandOutcome>()
    const listen = (event: CommandEvent): void => answered.resolve({ kind: 'ANSWERED', event })
    const listeners = this.#waiting.get(commandId) ?? new Set()
    this.#waiting.set(commandId, listeners.add(listen))
    const timer = scheduler.after(ANSWER_TIMEOUT_MS, () => answered.resolve({ kind: 'TIMED_OUT', commandId }))
    try {
      await bus.publish([topics.commands.record(command)])
      return await answered.promise
    } finally {
      timer.cancel()
      listeners.delete(listen)
      if (listeners.size === 0) this.#waiting.delete(commandId)
    }
  }
}

/** Parameters are not told by an answer, so that only what and whom are compared. */
function sameCommand(event: CommandEvent, { action, target }: CommandParts): CommandEvent {
  const { commandId } = event
  if (event.action === action.kind && commandTargetKey(event.target) === commandTargetKey(target))
    return event
  const other = `${event.action} of ${commandTargetKey(event.target)}`
  throw new OtsError('OTS_USAGE', `command ${commandId} was another one: ${other}`)
}
