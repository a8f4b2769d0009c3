/** Publishes commands and waits for what their owners answer. A command is done when it was answered, not when it was sent. */
import { randomUUID } from 'node:crypto'
import { deadLetterRecord, topics } from '@oasis/contracts'
import type { AccountId, Command, CommandEvent, ControlState } from '@oasis/domain'
import type { Bus, Logger, Scheduler } from '@oasis/ports'
import { type Consumer, consume, consumedAs, type Metrics } from '@oasis/runtime'
import type { CommandParts } from './operator-requests.ts'

export interface CommandDeskPorts {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
}

export type CommandOutcome =
  | { readonly kind: 'ANSWERED'; readonly event: CommandEvent }
  /** It may still be applied: it is on the log. */
  | { readonly kind: 'TIMED_OUT'; readonly commandId: string }

const ANSWER_TIMEOUT_MS = 15_000

export class CommandDesk {
  readonly #ports: CommandDeskPorts
  readonly #waiting = new Map<string, (event: CommandEvent) => void>()
  readonly #haltEpochs = new Map<AccountId, number>()
  #consumers: readonly Consumer[] = []

  constructor(ports: CommandDeskPorts) {
    this.#ports = ports
  }

  async start(): Promise<void> {
    const { bus, scheduler, logger, metrics } = this.#ports
    const parts = {
      ...{ bus, scheduler, logger, metrics },
      commit: 'own' as const,
      deadLetter: (record: Parameters<typeof deadLetterRecord>[0], reason: string) =>
        deadLetterRecord(record, reason, scheduler.now()),
      onFatal: (error: unknown) => logger.error({ err: error }, 'answers to commands cannot be followed'),
    }
    const events = await consume<CommandEvent>({
      ...parts,
      group: 'operator-answers',
      topics: [topics.commandEvents],
      startAt: 'latest',
      onEvent: (event) => {
        this.#waiting.get(event.commandId)?.(event)
        this.#note(event.state)
      },
    })
    const states = await consume<ControlState>({
      ...parts,
      group: 'operator-state',
      topics: [consumedAs(topics.controlState, (state) => state)],
      startAt: 'earliest',
      onEvent: (state) => this.#note(state),
    })
    this.#consumers = [events, states]
    await states.caughtUp
  }

  async stop(): Promise<void> {
    for (const consumer of this.#consumers) await consumer.close()
  }

  /** Of the halt that is in force, or of the last one. */
  haltEpochOf(account: AccountId): number | undefined {
    return this.#haltEpochs.get(account)
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

  #note(state: ControlState | undefined): void {
    if (state?.kind === 'ACCOUNT') this.#haltEpochs.set(state.accountId, state.haltEpoch)
  }
}
