import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { type BusUnderTest, busConformance } from '@oasis/testkit'
import { inject } from 'vitest'
import { createKafkaBus } from '../../src/index.ts'

async function openOnKafka(): Promise<BusUnderTest> {
  const open = () =>
    createKafkaBus({
      brokers: inject('kafka').brokers,
      clientId: 'conformance',
      scheduler: createRealScheduler(),
      logger: createSilentLogger(),
    })
  let bus = await open()
  return {
    bus,
    reopen: async () => {
      await bus.close()
      bus = await open()
      return bus
    },
    dispose: () => bus.close(),
  }
}

busConformance('Kafka bus', openOnKafka)
