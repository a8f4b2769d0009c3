/**
 * The same bus, and a full disk ends the system. Whoever publishes tries again for ever, which is right where a broker
 * comes back by itself; the log in this process has its disk, and a person must free it. Waiting in silence would look
 * like running.
 */
import type { Bus } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'

export function endingOnFullDisk(bus: Bus, onFatal: (error: unknown) => void): Bus {
  return {
    createTopics: (specs) => bus.createTopics(specs),
    publish: (records) =>
      bus.publish(records).catch((error: unknown) => {
        if (error instanceof OtsError && error.code === 'OTS_DISK_FULL') onFatal(error)
        throw error
      }),
    subscribe: (options) => bus.subscribe(options),
    endPositions: (topics) => bus.endPositions(topics),
    close: () => bus.close(),
  }
}
