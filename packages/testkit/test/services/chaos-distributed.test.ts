/**
 * The distributed chaos run in short: all services as processes on real Kafka, PostgreSQL and Redis, one broker, and a few
 * faults of each sort. `npm run chaos -- --distributed` is the long one, with all of them and three brokers. The run
 * brings servers of its own (startKafka, startPostgres, startRedis): where one of them is missing, this file is left out.
 */
import { expect, test } from 'vitest'
import { describeDistributed } from '../../src/chaos/distributed/distributed-report.ts'
import { runDistributed } from '../../src/chaos/distributed/distributed-run.ts'

const SEED = Number(process.env.OTS_SEED ?? Date.now() % 1_000_000)
/** Where it hurts most, and one for each server. */
const FAULTS = [
  'order-manager killed at submitted-committed',
  'order-manager held up at submitted-committed, taken over, continued',
  'risk-engine killed at place-order-sent',
  'strategy-framework killed at emission-committed',
  'PostgreSQL read-only',
  'Kafka broker killed and started',
  'Redis emptied',
]

test('processes and servers that are killed, held up and refused leave the orders and fills of the venue, one to one', async () => {
  const report = await runDistributed({
    ...{ seed: SEED, minutes: 1.5, brokers: 1, instruments: 4, only: FAULTS, onProgress: () => {} },
    ...{ faultsOfEachKind: 1, ordersPerSecond: 0 },
  })
  expect(report.failures, `seed ${SEED}\n${describeDistributed(report)}`).toEqual([])
  expect(report.ordersAtVenue).toBeGreaterThan(20)
  expect(report.executions).toBeGreaterThan(0)
}, 480_000)
