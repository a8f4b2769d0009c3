import type { CommandEvent, IntentId, OrderIntent, StrategyControlState, StrategyId } from '@oasis/domain'
import type {
  Emission,
  StoredStrategy,
  StrategyControlWrite,
  StrategySnapshot,
  StrategyStore,
} from '@oasis/ports'
import { MemoryOutbox } from './memory-outbox.ts'

/** A strategy store that outlives its service and is forgotten with the run. */
export class MemoryStrategyStore extends MemoryOutbox implements StrategyStore {
  /** Every intent ever emitted, for whoever judges the run. */
  readonly emitted = new Map<IntentId, OrderIntent>()
  readonly #snapshots = new Map<StrategyId, StrategySnapshot>()
  readonly #unanswered = new Map<IntentId, OrderIntent>()
  readonly #controls = new Map<StrategyId, StrategyControlState>()
  readonly #answers = new Map<string, CommandEvent>()

  readonly #onAnswered: (intentIds: readonly IntentId[]) => void

  constructor(onAnswered: (intentIds: readonly IntentId[]) => void = () => {}) {
    super()
    this.#onAnswered = onAnswered
  }

  async load(strategyId: StrategyId): Promise<StoredStrategy | undefined> {
    const snapshot = this.#snapshots.get(strategyId)
    if (!snapshot) return undefined
    const unanswered = [...this.#unanswered.values()].filter((intent) => intent.strategyId === strategyId)
    return { snapshot, unanswered }
  }

  async commit(emissions: readonly Emission[]): Promise<void> {
    const emitted = emissions.flatMap(({ intents }) => intents)
    const journaled = new Set(this.#unanswered.keys())
    for (const { intentId } of emitted) {
      if (journaled.has(intentId)) throw new Error(`intent ${intentId} is journaled already`)
      journaled.add(intentId)
    }
    for (const { snapshot } of emissions) this.#snapshots.set(snapshot.strategyId, snapshot)
    for (const intent of emitted) {
      this.#unanswered.set(intent.intentId, intent)
      this.emitted.set(intent.intentId, intent)
    }
    this.add(emissions.flatMap(({ outbox }) => outbox))
  }

  async markAnswered(intentIds: readonly IntentId[]): Promise<void> {
    for (const id of intentIds) this.#unanswered.delete(id)
    this.#onAnswered(intentIds)
  }

  async loadControl(strategyId: StrategyId): Promise<StrategyControlState | undefined> {
    return this.#controls.get(strategyId)
  }

  async commitControl({ state, answer, snapshots, outbox }: StrategyControlWrite): Promise<void> {
    if (answer && this.#answers.has(answer.commandId)) {
      throw new Error(`command ${answer.commandId} has its answer already`)
    }
    this.#controls.set(state.strategyId, state)
    if (answer) this.#answers.set(answer.commandId, answer)
    for (const snapshot of snapshots) this.#snapshots.set(snapshot.strategyId, snapshot)
    this.add(outbox)
  }

  async findAnswer(commandId: string): Promise<CommandEvent | undefined> {
    return this.#answers.get(commandId)
  }

  async close(): Promise<void> {}

  /** Journaled and without an answer, for whoever judges the run. */
  get unanswered(): readonly OrderIntent[] {
    return [...this.#unanswered.values()]
  }
}
