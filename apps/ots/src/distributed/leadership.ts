/**
 * Leader and standby. A process that wants to lead waits for the lease before it opens anything that writes; a standby
 * lives and serves nobody. Whoever loses its lease ends at once, but for a halt under way: starting again is the recovery,
 * and as a standby it begins with what the new leader has made of things.
 */
import type { Bus, Lease, Leases, Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import type { ProcessState } from './process-state.ts'
import { settled } from './settled.ts'

export interface LeadershipOptions {
  readonly leases: Leases
  readonly state: ProcessState
  readonly ttlMs: number
  /** What the holder may still have under way when its lease ends. */
  readonly graceMs: number
  /** The process is to stop. */
  readonly stopping: AbortSignal
  readonly onLeaseLost: (error: OtsError) => void
}

/** Waits for its turn, for as long as it takes. */
export async function lead(name: string, options: LeadershipOptions): Promise<Lease> {
  const { leases, state, ttlMs, graceMs, stopping, onLeaseLost } = options
  state.enter('STANDBY', `waiting for the lease ${name}`)
  const lease = await leases.acquire(name, { ttlMs, graceMs, signal: stopping })
  state.enter('STARTING', `leading ${name} in epoch ${lease.epoch}`)
  void lease.lost.then((reason) => onLeaseLost(leaseLost(name, reason)))
  return lease
}

/**
 * Of a leader that has lost its lease in the middle of a halt: to cancel what is open and to answer. Shorter than what the
 * next order manager waits before it acts, by default.
 */
export const LAST_WORK_MS = 8_000

/** In this very turn, or when the last work is done: cancels alone, which do no harm whoever leads by then. */
export function endLeading(
  scheduler: Pick<Scheduler, 'sleep'>,
  last: Promise<void> | undefined,
  exit: () => void,
): void {
  if (last === undefined) exit()
  else void settled(scheduler, LAST_WORK_MS, last).then(exit)
}

export const leaseLost = (name: string, reason: string): OtsError =>
  new OtsError('OTS_LEASE_LOST', `the lease ${name} is lost: ${reason}`, {
    hint: 'This process does not lead any more and ends; started again, it waits for its turn.',
  })

/**
 * The same bus for a leader: what an outbox still holds when the lease has lapsed is published by whoever leads next,
 * in order, and not a second time from here.
 */
export function leadersBus(bus: Bus, lease: Pick<Lease, 'name' | 'lapsed'>): Bus {
  return {
    createTopics: (specs) => bus.createTopics(specs),
    publish: (records) => {
      const lapsed = lease.lapsed()
      return lapsed === undefined ? bus.publish(records) : Promise.reject(leaseLost(lease.name, lapsed))
    },
    subscribe: (options) => bus.subscribe(options),
    endPositions: (topics) => bus.endPositions(topics),
    close: () => bus.close(),
  }
}
