/**
 * Leaders that do not know that they lead no more: held up at a moment between writing and sending, overtaken by the
 * standby, and continued. And three order managers, of whom one may lead.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceName } from '@oasis/ots'
import type { CrashPoint } from '@oasis/ports'
import { LEASE } from '../distributed-config.ts'
import type { DistributedWorld } from '../distributed-world.ts'
import type { ServiceLink } from '../service-link.ts'
import { between, type Fault } from './fault.ts'

const HELD_UP_WITHIN_MS = 30_000
/** Lease, grace, a start, and what else the machine has to do. */
const TAKEN_OVER_WITHIN_MS = 60_000
const ENDS_WITHIN_MS = 20_000
const LOOK_EVERY_MS = 50
/** For messages on their way; shorter than the time to its next start. */
const LAST_WORDS_MS = 200

interface Held {
  readonly service: ServiceName
  /** Undefined: at any moment. */
  readonly point?: CrashPoint
}

const HELD: readonly Held[] = [
  { service: 'order-manager', point: 'submitted-committed' },
  { service: 'order-manager', point: 'request-sent' },
  { service: 'order-manager' },
  { service: 'risk-engine', point: 'decided' },
  { service: 'risk-engine', point: 'place-order-sent' },
]

export const leaderFaults = (): readonly Fault[] => [
  ...HELD.map(
    (held): Fault => ({
      kind: `${held.service} held up ${held.point === undefined ? 'anywhere' : `at ${held.point}`}, taken over, continued`,
      inject: async (world, random) => {
        const leader = await world.leaderOf(held.service)
        if (leader === undefined || (await world.standbyOf(held.service)) === undefined) return false
        if (!(await heldUp(leader, held, between(random, 1, 6)))) return false
        // Some time after, too: the next leader may have given up what this one has under way.
        return overtakenAndContinued(world, leader, between(random, 0, 3_000))
      },
    }),
  ),
  {
    kind: 'two order managers: a third started by hand, and the leader killed',
    inject: async (world, random) => {
      const third = world.addThirdOrderManager()
      try {
        const leader = await world.leaderOf('order-manager')
        await sleep(between(random, 1_000, 4_000))
        leader?.signal('SIGKILL')
        return leader !== undefined && (await world.leaderOf('order-manager', leader)) !== undefined
      } finally {
        await world.remove(third)
      }
    },
  },
  {
    kind: 'order-manager held up for less than its lease',
    inject: async (world, random) => {
      const leader = await world.leaderOf('order-manager')
      if (leader === undefined) return false
      leader.signal('SIGSTOP')
      await sleep(between(random, 200, LEASE.ttlMs / 2))
      leader.signal('SIGCONT')
      return true
    },
  },
]

async function heldUp(leader: ServiceLink, { point }: Held, pass: number): Promise<boolean> {
  if (point === undefined) leader.signal('SIGSTOP')
  else leader.arm(point, pass, 'SIGSTOP')
  for (
    const until = performance.now() + HELD_UP_WITHIN_MS;
    performance.now() < until;
    await sleep(LOOK_EVERY_MS)
  ) {
    if (leader.isHeldUp()) return true
    if (!leader.alive) return false
  }
  leader.disarm()
  // It may have come by just before it heard of that.
  await sleep(LAST_WORDS_MS)
  return leader.isHeldUp()
}

async function overtakenAndContinued(
  world: DistributedWorld,
  leader: ServiceLink,
  afterMs: number,
): Promise<boolean> {
  const { service, spec } = leader
  const next = await world.leaderOf(service as ServiceName, leader, TAKEN_OVER_WITHIN_MS)
  if (next === undefined) world.fault(`nobody took over from ${spec.name}, which was held up`)
  await sleep(next === undefined ? 0 : afterMs)
  world.watchDeposed(leader)
  leader.signal('SIGCONT')
  const ended = await leader.ended(ENDS_WITHIN_MS)
  // Its last words may be read after its end.
  await sleep(LAST_WORDS_MS)
  const sent = world.sentDeposed(leader)
  if (next === undefined) return false
  if (sent > 0) world.fault(`${spec.name} sent ${sent} orders after ${next.spec.name} had taken over`)
  if (!ended)
    world.fault(`${spec.name} went on for ${ENDS_WITHIN_MS} ms after ${next.spec.name} had taken over`)
  if (!ended) leader.signal('SIGKILL')
  return true
}
