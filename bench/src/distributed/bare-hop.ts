/** One record from producing to consuming, over `@platformatic/kafka` as it comes: what the bus is measured beside. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Consumer, MessagesStreamModes, Producer } from '@platformatic/kafka'

const SETTLE_MS = 500
const TRIES = 40

export interface BareHop {
  /** Resolves when the record has been consumed, and the broker has said that it is written. */
  send(value: Buffer): Promise<void>
  close(): Promise<void>
}

export async function openBareHop(brokers: string, topic: string): Promise<BareHop> {
  const common = { clientId: 'bench-bare', bootstrapBrokers: brokers.split(',') }
  const producer = new Producer({ ...common, idempotent: true, acks: -1 })
  const consumer = new Consumer({ ...common, groupId: `bench-bare-${topic}`, minBytes: 1, maxWaitTime: 500 })
  const stream = await consumer.consume({
    ...{ topics: [topic], mode: MessagesStreamModes.LATEST, autocommit: false },
  })
  let consumed: () => void = () => {}
  stream.on('data', () => consumed())
  const produce = (value: Buffer): Promise<unknown> =>
    producer.send({ messages: [{ topic, key: Buffer.from('k'), value }] })
  await untilItFlows(
    () => produce(Buffer.alloc(1)),
    (onRecord) => (consumed = onRecord),
  )
  return {
    send: async (value) => {
      const arrival = new Promise<void>((resolve) => (consumed = resolve))
      await Promise.all([produce(value), arrival])
    },
    close: async () => {
      await stream.close()
      await consumer.close(true)
      await producer.close()
    },
  }
}

/** A consumer that begins with the latest record may not know yet which one that is. */
async function untilItFlows(
  produce: () => Promise<unknown>,
  onRecord: (seen: () => void) => void,
): Promise<void> {
  let flows = false
  onRecord(() => {
    flows = true
  })
  for (let tries = 0; !flows; tries++) {
    if (tries === TRIES) throw new Error('the bare consumer receives nothing')
    await produce()
    await sleep(SETTLE_MS)
  }
  // What was produced on trial has come by then.
  await sleep(SETTLE_MS)
}
