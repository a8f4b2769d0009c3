/** Counts what goes onto a bus, in one place for every service. */
import type { Bus } from '@oasis/ports'
import type { Metrics } from './metrics.ts'

export function countedBus(bus: Bus, metrics: Metrics): Bus {
  return {
    createTopics: (specs) => bus.createTopics(specs),
    publish: async (records) => {
      await bus.publish(records)
      for (const { topic } of records) metrics.increment('ots_bus_published_total', { topic })
    },
    subscribe: (options) => bus.subscribe(options),
    endPositions: (topics) => bus.endPositions(topics),
    close: () => bus.close(),
  }
}
