/** Kafka, PostgreSQL and Redis: stopped, killed, held up, refused, emptied, and there again. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '@oasis/ports'
import { flushRedis, setReadOnly, takeAllConnections } from '../database.ts'
import type { DistributedWorld } from '../distributed-world.ts'
import { between, type Fault } from './fault.ts'

/** Shorter than a lease, and longer. */
const SHORT_MS = [500, 3_000] as const
const LONG_MS = [7_000, 15_000] as const

export const brokerFaults = (): readonly Fault[] => [
  {
    kind: 'Kafka broker stopped and started',
    inject: async (world, random) => {
      const broker = oneBroker(world, random)
      await broker.stop()
      await sleep(between(random, ...SHORT_MS))
      await broker.restart()
      return true
    },
  },
  {
    kind: 'Kafka broker killed and started',
    inject: async (world, random) => {
      const broker = oneBroker(world, random)
      await broker.kill()
      await sleep(between(random, ...SHORT_MS))
      await broker.restart()
      return true
    },
  },
  {
    kind: 'Kafka broker held up',
    inject: async (world, random) => {
      const broker = oneBroker(world, random)
      broker.pause()
      await sleep(between(random, 2_000, 8_000))
      broker.resume()
      return true
    },
  },
  {
    kind: 'Kafka broker lost, one of three',
    brokers: 3,
    inject: async (world, random) => {
      const broker = oneBroker(world, random)
      await broker.kill()
      await sleep(between(random, 15_000, 30_000))
      await broker.restart()
      return true
    },
  },
]

function oneBroker({ kafka }: DistributedWorld, random: Random) {
  const broker = kafka.nodes[Math.floor(random() * kafka.nodes.length)]
  if (broker === undefined) throw new Error('there is no broker')
  return broker
}

export const databaseFaults = (): readonly Fault[] => [
  {
    kind: 'PostgreSQL stopped and started',
    inject: (world, random) => stopped(world, between(random, ...SHORT_MS)),
  },
  {
    kind: 'PostgreSQL stopped for longer than the leases',
    inject: (world, random) => stopped(world, between(random, ...LONG_MS)),
  },
  {
    kind: 'PostgreSQL killed and started',
    inject: async ({ postgres }, random) => {
      await postgres.kill()
      await sleep(between(random, ...SHORT_MS))
      await postgres.restart()
      return true
    },
  },
  {
    kind: 'PostgreSQL read-only',
    inject: async ({ postgres }, random) => {
      await setReadOnly(postgres.url, true)
      try {
        await sleep(between(random, 2_000, 14_000))
      } finally {
        await setReadOnly(postgres.url, false)
      }
      return true
    },
  },
  {
    kind: 'PostgreSQL out of connections',
    inject: ({ postgres }, random) => takeAllConnections(postgres.url, between(random, 3_000, 10_000)),
  },
]

async function stopped({ postgres }: DistributedWorld, forMs: number): Promise<boolean> {
  await postgres.stop()
  await sleep(forMs)
  await postgres.restart()
  return true
}

export const cacheFaults = (): readonly Fault[] => [
  {
    kind: 'Redis emptied',
    inject: async ({ redis }) => {
      await flushRedis(redis.port)
      return true
    },
  },
  {
    kind: 'Redis killed and started',
    inject: async ({ redis }, random) => {
      await redis.kill()
      await sleep(between(random, ...LONG_MS))
      await redis.restart()
      return true
    },
  },
]
