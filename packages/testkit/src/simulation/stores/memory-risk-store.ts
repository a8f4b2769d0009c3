import type { AccountControlState, AccountId, CommandEvent } from '@oasis/domain'
import type { RiskStore, RiskWrite } from '@oasis/ports'
import { MemoryOutbox } from './memory-outbox.ts'

/** A risk store that outlives its service and is forgotten with the run. */
export class MemoryRiskStore extends MemoryOutbox implements RiskStore {
  readonly #states = new Map<AccountId, AccountControlState>()
  readonly #answers = new Map<string, CommandEvent>()

  readonly #onCommitted: (write: RiskWrite) => void

  constructor(onCommitted: (write: RiskWrite) => void = () => {}) {
    super()
    this.#onCommitted = onCommitted
  }

  async load(accountId: AccountId): Promise<AccountControlState | undefined> {
    return this.#states.get(accountId)
  }

  async commit(write: RiskWrite): Promise<void> {
    const { state, answer, outbox } = write
    if (answer && this.#answers.has(answer.commandId)) {
      throw new Error(`command ${answer.commandId} has its answer already`)
    }
    this.#states.set(state.accountId, state)
    if (answer) this.#answers.set(answer.commandId, answer)
    this.add(outbox)
    this.#onCommitted(write)
  }

  async findAnswer(commandId: string): Promise<CommandEvent | undefined> {
    return this.#answers.get(commandId)
  }

  async close(): Promise<void> {}
}
