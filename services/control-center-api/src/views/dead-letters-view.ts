/** Records that could not be used, as they were put aside: counted from the topic's beginning at each start. Nothing durable. */
import { type DeadLetter, deadLetterRecord, topics } from '@oasis/contracts'
import { formatRfc3339 } from '@oasis/domain'
import type { Bus, Logger, Scheduler } from '@oasis/ports'
import { type Consumer, consume, type Metrics } from '@oasis/runtime'
import { z } from 'zod'
import { timestamp } from '../http/schemas.ts'

const SHOWN = 20

export const deadLettersSchema = z.object({
  count: z.int().describe('All that the topic has'),
  recent: z
    .array(
      z.object({
        topic: z.string(),
        partition: z.int(),
        offset: z.int(),
        reason: z.string(),
        ts: timestamp,
      }),
    )
    .describe('Newest first'),
})

export interface DeadLettersViewPorts {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
}

export class DeadLettersView {
  readonly #ports: DeadLettersViewPorts
  #count = 0
  #recent: readonly DeadLetter[] = []
  #consumer: Consumer | undefined

  constructor(ports: DeadLettersViewPorts) {
    this.#ports = ports
  }

  async start(): Promise<void> {
    const { bus, scheduler, logger, metrics } = this.#ports
    this.#consumer = await consume({
      ...{ bus, scheduler, logger, metrics },
      group: 'control-center-api/dead-letters',
      topics: [topics.deadLetters],
      startAt: 'earliest',
      commit: 'own',
      onEvent: (letter) => {
        this.#count += 1
        this.#recent = [letter, ...this.#recent].slice(0, SHOWN)
      },
      deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
      onFatal: (error) => logger.error({ err: error }, 'dead letters are not counted any more'),
    })
  }

  async stop(): Promise<void> {
    await this.#consumer?.close()
  }

  json(): z.output<typeof deadLettersSchema> {
    const recent = this.#recent.map(({ topic, partition, offset, reason, ts }) => ({
      ...{ topic, partition, offset, reason },
      ts: formatRfc3339(ts),
    }))
    return { count: this.#count, recent }
  }
}
