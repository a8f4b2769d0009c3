/**
 * Membership in a consumer group, by Kafka's classic protocol with the cooperative assignor: who joins or leaves moves
 * only the partitions that have to move, and those that stay are read on meanwhile. A partition goes when its batch in
 * hand has settled; heartbeats go on until then. Who was not heard for the length of a session no longer owns anything.
 * Source: https://cwiki.apache.org/confluence/display/KAFKA/KIP-429
 */
import type { Logger, Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { type Broker, heartbeatV4, joinGroupV9, leaveGroupV5, syncGroupV5 } from '@platformatic/kafka'
import { Backoff } from '../cluster/backoff.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { deadline } from '../cluster/deadline.ts'
import { isRefusal, protocolErrorOf, reasonOf, refused, responseOf } from '../cluster/kafka-faults.ts'
import {
  assign,
  decodeAssignment,
  encodeSubscription,
  membersOf,
  PROTOCOL,
  PROTOCOL_TYPE,
  type TopicPartition,
  topicsOf,
  without,
} from './group-assignment.ts'
import type { Committer } from './group-offsets.ts'

export interface MembershipTimes {
  readonly sessionTimeoutMs: number
  /** How long others wait for a member that has to let go. */
  readonly rebalanceTimeoutMs: number
  readonly heartbeatMs: number
}

export interface MembershipOptions extends MembershipTimes {
  /** Of its own: joining waits at the broker. */
  readonly cluster: Cluster
  /** For what is in a hurry. */
  readonly requests: Cluster
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly group: string
  readonly topics: readonly string[]
  /** Settles once the partitions may go. */
  readonly onRevoked: (partitions: readonly TopicPartition[]) => Promise<void>
  /** Settles once they are being read. */
  readonly onAssigned: (partitions: readonly TopicPartition[]) => Promise<void>
  /** They may be somebody else's already. */
  readonly onLost: (partitions: readonly TopicPartition[]) => Promise<void>
  /** After each assignment, also one without changes. */
  readonly onStable: () => void
  /** No trying again mends it. */
  readonly onRefused: (error: unknown) => void
}

/** What only a person can mend. */
const HOPELESS = new Set([
  'INCONSISTENT_GROUP_PROTOCOL',
  'INVALID_GROUP_ID',
  'INVALID_SESSION_TIMEOUT',
  'GROUP_MAX_SIZE_REACHED',
  'UNSUPPORTED_VERSION',
])
const LEAVE_WITHIN_MS = 2_000
const MEMBERSHIP_LOST = new Set(['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID'])

export class GroupMembership {
  readonly #options: MembershipOptions
  #coordinator: Broker | undefined
  #memberId = ''
  #generation = -1
  #owned: readonly TopicPartition[] = []
  #isSessionOver: () => boolean
  #rejoinWanted = false
  #leaving = false
  #running: Promise<void> | undefined

  constructor(options: MembershipOptions) {
    this.#options = options
    this.#isSessionOver = () => false
  }

  get committer(): Committer {
    return { memberId: this.#memberId, generation: this.#generation }
  }

  start(): void {
    this.#running = this.#run()
  }

  /** Partitions were added to a topic. */
  rejoin(): void {
    this.#rejoinWanted = true
  }

  /** What it owned must have been let go of. */
  async leave(): Promise<void> {
    this.#leaving = true
    const { requests, cluster, scheduler, group } = this.#options
    if (this.#memberId !== '' && this.#coordinator !== undefined) {
      // Where it does not get through, the session ends by its time.
      const leaving = requests
        .call(this.#coordinator, leaveGroupV5.api, group, [{ memberId: this.#memberId }])
        .catch(() => {})
      await Promise.race([leaving, scheduler.sleep(LEAVE_WITHIN_MS, requests.closed).catch(() => {})])
    }
    await cluster.close()
    await this.#running
  }

  async #run(): Promise<void> {
    const { cluster, scheduler } = this.#options
    const backoff = new Backoff(scheduler, cluster.closed)
    while (!this.#leaving) {
      try {
        await this.#join()
        backoff.reset()
        await this.#beatUntilRebalance()
      } catch (error) {
        if (this.#leaving || !(await this.#mend(error))) return
        await backoff.pause().catch(() => {})
      }
    }
  }

  /** Joins until nothing has to be let go of any more. */
  async #join(): Promise<void> {
    for (;;) {
      this.#rejoinWanted = false
      const assigned = await this.#sync(await this.#enter())
      const revoked = without(this.#owned, assigned)
      const added = without(assigned, this.#owned)
      this.#owned = assigned
      this.#heard()
      await this.#beatDuring(this.#change(revoked, added))
      if (revoked.length === 0) return
    }
  }

  async #change(revoked: readonly TopicPartition[], added: readonly TopicPartition[]): Promise<void> {
    const { onRevoked, onAssigned, onStable, logger, group } = this.#options
    if (revoked.length > 0 || added.length > 0) {
      logger.info(
        { group, generation: this.#generation, added: added.length, revoked: revoked.length },
        'partitions of the group were shared out',
      )
    }
    if (revoked.length > 0) await onRevoked(revoked)
    if (added.length > 0) await onAssigned(added)
    onStable()
  }

  async #enter(): Promise<joinGroupV9.JoinGroupResponse> {
    const { cluster, group, topics, sessionTimeoutMs, rebalanceTimeoutMs } = this.#options
    const metadata = encodeSubscription(topics, this.#owned, this.#generation)
    const protocols = [{ name: PROTOCOL, metadata }]
    for (;;) {
      try {
        const answer = await cluster.call(
          await this.#findCoordinator(),
          joinGroupV9.api,
          group,
          sessionTimeoutMs,
          rebalanceTimeoutMs,
          this.#memberId,
          null,
          PROTOCOL_TYPE,
          protocols,
          '',
        )
        this.#memberId = answer.memberId
        return answer
      } catch (error) {
        // The handshake of a first join: the broker names the member, which then asks again.
        if (protocolErrorOf(error) !== 'MEMBER_ID_REQUIRED') throw error
        this.#memberId = memberIdOf(responseOf(error)) ?? ''
      }
    }
  }

  async #sync(joined: joinGroupV9.JoinGroupResponse): Promise<TopicPartition[]> {
    const { cluster, requests, group } = this.#options
    const members = membersOf(joined)
    const isLeader = joined.leader === joined.memberId && !joined.skipAssignment
    const assignments = isLeader
      ? assign(joined.memberId, members, await requests.layout(topicsOf(members)))
      : []
    const { assignment } = await cluster.call(
      await this.#findCoordinator(),
      syncGroupV5.api,
      group,
      joined.generationId,
      this.#memberId,
      null,
      PROTOCOL_TYPE,
      PROTOCOL,
      assignments,
    )
    this.#generation = joined.generationId
    return decodeAssignment(assignment)
  }

  async #beatUntilRebalance(): Promise<void> {
    const { scheduler, cluster, heartbeatMs } = this.#options
    while (!this.#leaving && !this.#rejoinWanted) {
      await scheduler.sleep(heartbeatMs, cluster.closed)
      if (await this.#beat()) return
    }
  }

  /** A rebalance that begins meanwhile waits for `work`, too. */
  async #beatDuring(work: Promise<void>): Promise<void> {
    const { scheduler, cluster, heartbeatMs } = this.#options
    const settled = work.then(() => true)
    for (;;) {
      const pause = scheduler.sleep(heartbeatMs, cluster.closed).then(() => false)
      if (await Promise.race([settled, pause])) {
        pause.catch(() => {})
        return
      }
      if (await this.#beat()) this.#rejoinWanted = true
    }
  }

  /** True when the group shares out anew. */
  async #beat(): Promise<boolean> {
    const { cluster, group } = this.#options
    try {
      const coordinator = await this.#findCoordinator()
      await cluster.call(coordinator, heartbeatV4.api, group, this.#generation, this.#memberId)
      this.#heard()
      return false
    } catch (error) {
      const name = protocolErrorOf(error)
      if (name === 'REBALANCE_IN_PROGRESS') {
        this.#heard()
        return true
      }
      if (isRefusal(error) || MEMBERSHIP_LOST.has(name ?? '') || this.#isSessionOver()) throw error
      this.#coordinator = undefined
      return false
    }
  }

  /** False when there is nothing to be done. */
  async #mend(error: unknown): Promise<boolean> {
    const { logger, group, onRefused } = this.#options
    const name = protocolErrorOf(error) ?? ''
    if (isRefusal(error) || HOPELESS.has(name)) {
      onRefused(isRefusal(error) ? refused(`membership in group ${group}`, error) : hopeless(group, error))
      return false
    }
    if (name === 'REBALANCE_IN_PROGRESS') return true
    logger.warn({ group, reason: reasonOf(error) }, 'not in the group, joining again')
    this.#coordinator = undefined
    if (name === 'UNKNOWN_MEMBER_ID') this.#memberId = ''
    if (MEMBERSHIP_LOST.has(name) || this.#isSessionOver()) await this.#lose()
    return true
  }

  async #lose(): Promise<void> {
    const lost = this.#owned
    this.#owned = []
    this.#generation = -1
    if (lost.length > 0) await this.#options.onLost(lost)
  }

  async #findCoordinator(): Promise<Broker> {
    this.#coordinator ??= await this.#options.requests.coordinator(this.#options.group)
    return this.#coordinator
  }

  #heard(): void {
    this.#isSessionOver = deadline(this.#options.scheduler, this.#options.sessionTimeoutMs)
  }
}

function memberIdOf(response: unknown): string | undefined {
  const isNamed = typeof response === 'object' && response !== null && 'memberId' in response
  return isNamed && typeof response.memberId === 'string' ? response.memberId : undefined
}

function hopeless(group: string, error: unknown): OtsError {
  return new OtsError('OTS_BUS_REFUSED', `group ${group} does not take this consumer: ${reasonOf(error)}`, {
    cause: error,
    hint: 'Look whether another program uses a group of the same name, and at the broker’s group settings.',
  })
}
