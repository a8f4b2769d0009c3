/** Everything that a topic holds, decoded, partition by partition. */
import type { Topic } from '@oasis/contracts'
import type { Bus } from '@oasis/ports'
import type { VirtualScheduler } from '@oasis/runtime'

export async function collect<T>(bus: Bus, scheduler: VirtualScheduler, topic: Topic<T>): Promise<T[]> {
  const values: T[] = []
  const subscription = await bus.subscribe({
    group: `collect-${topic.spec.name}-${scheduler.now()}`,
    topics: [topic.spec.name],
    startAt: 'earliest',
    onBatch: (records) => {
      for (const { value } of records) if (value !== undefined) values.push(topic.codec.decode(value))
    },
  })
  await scheduler.runUntilSettled(subscription.caughtUp)
  await subscription.close()
  return values
}
