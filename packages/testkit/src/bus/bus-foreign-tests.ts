/** Records that say they are something else: what the consumer loop does with them, over the headers a bus really keeps. */
import {
  type Consumer,
  consume,
  createNoMetrics,
  createRealScheduler,
  createSilentLogger,
} from '@oasis/runtime'
import { expect, onTestFinished, test } from 'vitest'
import { type BusContext, record } from './bus-context.ts'

const SCHEMA = 'conformance.Text'
const codec = { schema: SCHEMA, decode: (bytes: Uint8Array) => new TextDecoder().decode(bytes) }
const foreign = { 'content-type': 'text/csv', schema: 'com.example.Other' }

export function testForeignRecords(context: BusContext): void {
  test('a record of another schema is put aside, and what tells the right one or none is read', async () => {
    const [topic, aside] = [await context.create(), await context.create()]
    await context.bus.publish([
      record(topic, 'k', 'untold'),
      record(topic, 'k', 'foreign', foreign),
      record(topic, 'k', 'own', { schema: SCHEMA }),
    ])
    const { consumer, seen, reasons } = await follow(context, topic, aside, 'DEAD_LETTER')
    await consumer.caughtUp
    expect(seen).toEqual(['untold', 'own'])
    expect(reasons).toEqual([`its schema is com.example.Other instead of ${SCHEMA}`])
    expect(await context.bus.endPositions([aside])).toMatchObject([{ offset: 1 }])
  })

  test('where the topic says so, a record of another schema stops the consumer before anything is done', async () => {
    const [topic, aside] = [await context.create(), await context.create()]
    await context.bus.publish([record(topic, 'k', 'foreign', foreign), record(topic, 'k', 'after')])
    const { fatal, seen, reasons } = await follow(context, topic, aside, 'STOP')
    expect(String(await fatal)).toContain('its schema is com.example.Other')
    expect([seen, reasons]).toEqual([[], []])
  })
}

async function follow(
  context: BusContext,
  topic: string,
  aside: string,
  onUndecodable: 'DEAD_LETTER' | 'STOP',
): Promise<{ consumer: Consumer; seen: string[]; reasons: string[]; fatal: Promise<unknown> }> {
  const seen: string[] = []
  const reasons: string[] = []
  const fatal = Promise.withResolvers<unknown>()
  const consumer = await consume({
    bus: context.bus,
    scheduler: createRealScheduler(),
    logger: createSilentLogger(),
    metrics: createNoMetrics(),
    group: `foreign-${topic}`,
    topics: [{ spec: { name: topic }, codec, onUndecodable }],
    startAt: 'earliest',
    commit: 'own',
    onEvent: (text) => void seen.push(text),
    deadLetter: (_, reason) => {
      reasons.push(reason)
      return record(aside, 'k', reason)
    },
    onFatal: (error) => fatal.resolve(error),
  })
  onTestFinished(() => consumer.close())
  return { consumer, seen, reasons, fatal: fatal.promise }
}
