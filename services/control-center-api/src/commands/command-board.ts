/**
 * Where every command stands, and who is told when that changes. Those that wait for somebody are kept here as well, so
 * that nothing is searched for at each tick.
 */
import { addMillis, type Command, commandTargetKey, type UnixNanos } from '@oasis/domain'
import type { CommandRecord, ControlCenterStore } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import type { LimitsChange } from '../core/limit-raising.ts'

export type CommandListener = (record: CommandRecord) => void

/** How far back a start looks for changes of limits that may still be applied. */
const LOOKED_BACK = 500
/** Its owner has answered; that it is in force comes by another topic. */
const SETTLING_MS = 10_000

export class CommandBoard {
  readonly #metrics: Metrics
  readonly #unsettled = new Map<string, CommandRecord>()
  /** TIMED_OUT, or APPLIED a moment ago. */
  readonly #openLimits = new Map<string, CommandRecord>()
  readonly #listeners = new Set<CommandListener>()

  constructor(metrics: Metrics) {
    this.#metrics = metrics
  }

  async start(store: ControlCenterStore): Promise<void> {
    for (const record of await store.unsettledCommands())
      this.#unsettled.set(record.command.commandId, record)
    const newestFirst = await store.listCommands({ limit: LOOKED_BACK })
    for (const record of newestFirst.toReversed()) this.#noteLimits(record)
  }

  /** Changes of limits that `control.state` may not have told of yet: late ones, too, since they may still be applied. */
  limitsUnderWay(now: UnixNanos): readonly LimitsChange[] {
    for (const [id, { state, updatedAt }] of this.#openLimits)
      if (state === 'APPLIED' && addMillis(updatedAt, SETTLING_MS) <= now) this.#openLimits.delete(id)
    return [
      ...this.unsettled.filter(({ state }) => state === 'PENDING'),
      ...this.#openLimits.values(),
    ].flatMap(({ command: { action } }) => (action.kind === 'SET_RISK_LIMITS' ? [action] : []))
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
    this.#noteLimits(record)
    this.#metrics.increment('ots_commands_total', { action: command.action.kind, state })
    for (const listener of this.#listeners) listener(record)
  }

  /** The result ends it. */
  subscribe(listener: CommandListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #noteLimits(record: CommandRecord): void {
    const { command, state } = record
    const isOpen = state === 'TIMED_OUT' || state === 'APPLIED'
    if (isOpen && command.action.kind === 'SET_RISK_LIMITS') this.#openLimits.set(command.commandId, record)
    else this.#openLimits.delete(command.commandId)
    if ((state === 'APPLIED' || state === 'REJECTED') && !isHalt(command)) this.#passBy(command)
  }

  /** An owner takes its commands in their order: what an answered one has overtaken gets no answer any more. */
  #passBy({ target, issuedAt }: Command): void {
    for (const [id, { command, state }] of this.#openLimits) {
      const isOfTarget = commandTargetKey(command.target) === commandTargetKey(target)
      if (state === 'TIMED_OUT' && isOfTarget && command.issuedAt < issuedAt) this.#openLimits.delete(id)
    }
  }
}

/** It takes the direct path, past those that wait. */
const isHalt = ({ action }: Command): boolean =>
  action.kind === 'SET_BOT_STATUS' && action.status === 'HALTED'
