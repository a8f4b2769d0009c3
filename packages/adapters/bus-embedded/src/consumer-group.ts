/**
 * Shares the partitions of each topic among the subscriptions of one group in this process: partition n goes to the
 * n-th of those that want the topic, modulo their number. A partition changes hands only once the batch in hand has
 * settled, and goes on from the committed offset, so records may be seen twice and never not at all.
 */
import type { PartitionLog } from './partition-log.ts'

export interface GroupMember {
  readonly topics: ReadonlySet<string>
  /** Begins to read; `from` is undefined where the group has no offset yet. Returns where it begins. */
  assign(log: PartitionLog, from: number | undefined): number
  /** Ends reading; settles with the batch in hand. */
  revoke(log: PartitionLog): Promise<void> | undefined
}

interface Ownership {
  owner: GroupMember | undefined
  wanted: GroupMember | undefined
  revoking: boolean
  /** Where the group began without a committed offset: a partition handed on before any commit begins there again. */
  startedAt: number | undefined
}

export class ConsumerGroup {
  readonly #committed: Map<number, number>
  readonly #owned = new Map<PartitionLog, Ownership>()
  #members: readonly GroupMember[] = []

  /** `committed`: next offset by log id. */
  constructor(committed: Map<number, number>) {
    this.#committed = committed
  }

  committedOffset(log: PartitionLog): number | undefined {
    return this.#committed.get(log.id)
  }

  committed(log: PartitionLog, offset: number): void {
    this.#committed.set(log.id, offset)
  }

  join(member: GroupMember, logs: readonly PartitionLog[]): void {
    this.#members = [...this.#members, member]
    for (const log of logs) {
      if (!this.#owned.has(log)) {
        this.#owned.set(log, { owner: undefined, wanted: undefined, revoking: false, startedAt: undefined })
      }
    }
    this.#rebalance()
  }

  leave(member: GroupMember): void {
    this.#members = this.#members.filter((other) => other !== member)
    this.#rebalance()
    if (this.#members.length > 0) return
    for (const ownership of this.#owned.values()) ownership.startedAt = undefined
  }

  #rebalance(): void {
    for (const [log, ownership] of this.#owned) {
      const candidates = this.#members.filter((member) => member.topics.has(log.topic))
      ownership.wanted = candidates[log.partition % candidates.length]
      this.#move(log, ownership)
    }
  }

  #move(log: PartitionLog, ownership: Ownership): void {
    if (ownership.revoking || ownership.owner === ownership.wanted) return
    const inHand = ownership.owner?.revoke(log)
    if (inHand === undefined) {
      this.#handOver(log, ownership)
      return
    }
    ownership.revoking = true
    void inHand.then(() => {
      ownership.revoking = false
      ownership.owner = undefined
      this.#move(log, ownership)
    })
  }

  #handOver(log: PartitionLog, ownership: Ownership): void {
    ownership.owner = ownership.wanted
    const from = this.committedOffset(log) ?? ownership.startedAt
    const startedAt = ownership.owner?.assign(log, from)
    ownership.startedAt ??= startedAt
  }
}
