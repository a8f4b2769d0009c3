/** Services that are killed: at any moment, or exactly where it would hurt most. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceName } from '@oasis/ots'
import type { CrashPoint, Random } from '@oasis/ports'
import type { DistributedWorld } from '../distributed-world.ts'
import type { ServiceLink } from '../service-link.ts'
import { between, type Fault } from './fault.ts'

const ALONE = [
  'market-connector',
  'data-normalizer',
  'strategy-framework',
  'auditor',
  'control-center-api',
] as const
const LED = ['risk-engine', 'order-manager'] as const

/** Which points a service comes by (they say so themselves, by `CrashPoints`). */
const POINTS = {
  'strategy-framework': [
    'emission-committed',
    'submit-order-sent',
    'order-event-consumed',
    'snapshot',
    'command',
    'published',
  ],
  'risk-engine': ['decided', 'place-order-sent', 'order-event-consumed', 'snapshot', 'command', 'published'],
  'order-manager': [
    'order-committed',
    'submitted-committed',
    'request-sent',
    'venue-answered',
    'execution-committed',
    'snapshot',
    'published',
  ],
} as const satisfies Partial<Record<ServiceName, readonly CrashPoint[]>>

const WITHIN_MS = 30_000
const FIRST_PASSES = 6
/** It may be in the middle of anything. */
const AT_ONCE_MS = 1_500

export const killsAtRandom = (): readonly Fault[] => [
  ...ALONE.map(
    (service): Fault => ({
      kind: `${service} killed`,
      inject: async (world, random) =>
        killed(
          world.of(service).find(({ alive }) => alive),
          random,
        ),
    }),
  ),
  ...LED.flatMap((service): Fault[] => [
    {
      kind: `${service} killed, the leader`,
      inject: async (world, random) => killed(await world.leaderOf(service), random),
    },
    {
      kind: `${service} killed, the standby`,
      inject: async (world, random) => killed(await world.standbyOf(service), random),
    },
  ]),
]

export const killsAtPoints = (): readonly Fault[] =>
  Object.entries(POINTS).flatMap(([service, points]) =>
    points.map((point) => ({
      kind: `${service} killed at ${point}`,
      // The keys are names of services.
      inject: (world: DistributedWorld, random: Random) =>
        killAt(world, service as ServiceName, point, random),
    })),
  )

async function killed(link: ServiceLink | undefined, random: Random): Promise<boolean> {
  if (link === undefined) return false
  await sleep(between(random, 0, AT_ONCE_MS))
  if (!link.alive) return false
  link.signal('SIGKILL')
  return link.ended(WITHIN_MS)
}

async function killAt(
  world: DistributedWorld,
  service: ServiceName,
  point: CrashPoint,
  random: Random,
): Promise<boolean> {
  const link = await world.leaderOf(service)
  if (link === undefined) return false
  if (point === 'snapshot' && service !== 'strategy-framework') return killAtSnapshot(world, service)
  const pass = point === 'command' ? 1 : between(random, 1, FIRST_PASSES)
  link.arm(point, pass, 'SIGKILL')
  // Whoever ended of something else did not come by.
  if (await link.ended(WITHIN_MS)) return link.lastEnd === 'SIGKILL'
  link.disarm()
  return false
}

/** A risk engine asks for it when it begins to lead. */
async function killAtSnapshot(world: DistributedWorld, service: ServiceName): Promise<boolean> {
  const [leader, next] = [await world.leaderOf('risk-engine'), await world.standbyOf('risk-engine')]
  const victim = service === 'risk-engine' ? next : await world.leaderOf('order-manager')
  if (leader === undefined || victim === undefined || victim === leader) return false
  victim.arm('snapshot', 1, 'SIGKILL')
  leader.signal('SIGKILL')
  if (await victim.ended(WITHIN_MS)) return victim.lastEnd === 'SIGKILL'
  victim.disarm()
  return false
}
