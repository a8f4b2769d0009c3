/** A risk store that can be down, and can lose its word: a commit that was done and is told as failed. */
import type { AccountControlState, AccountId, CommandEvent } from '@oasis/domain'
import type { OutboxEntry, RiskStore, RiskWrite } from '@oasis/ports'

export class MemoryRiskStore implements RiskStore {
  readonly states = new Map<AccountId, AccountControlState>()
  readonly answers = new Map<string, CommandEvent>()
  readonly #outbox: OutboxEntry[] = []
  #entries = 0
  commits = 0
  down = false
  /** So many of the next commits are done and fail all the same. */
  loseAnswers = 0

  async load(accountId: AccountId): Promise<AccountControlState | undefined> {
    this.#needed()
    return this.states.get(accountId)
  }

  async commit({ state, answer, outbox }: RiskWrite): Promise<void> {
    this.#needed()
    if (answer && this.answers.has(answer.commandId)) throw new Error('that command has an answer')
    this.commits++
    this.states.set(state.accountId, state)
    if (answer) this.answers.set(answer.commandId, answer)
    for (const record of outbox) this.#outbox.push({ ...record, id: ++this.#entries })
    if (this.loseAnswers-- > 0) throw new Error('the connection broke')
  }

  async findAnswer(commandId: string): Promise<CommandEvent | undefined> {
    this.#needed()
    return this.answers.get(commandId)
  }

  async pendingEntries(limit: number): Promise<readonly OutboxEntry[]> {
    this.#needed()
    return this.#outbox.slice(0, limit)
  }

  async markPublished(id: number): Promise<void> {
    this.#needed()
    while (this.#outbox[0] && this.#outbox[0].id <= id) this.#outbox.shift()
  }

  async close(): Promise<void> {}

  #needed(): void {
    if (this.down) throw new Error('the store is down')
  }
}
