/**
 * Records that were put aside because nobody could read them. Redriving one publishes its value again, under its key, to
 * where it came from, then notes that in the same topic: a record without a value, which consumers pass over. In
 * between a crash may cost the note, so it may be done twice; consumers know events by their ids.
 */
import { deadLetterCodec, topics } from '@oasis/contracts'
import { formatRfc3339 } from '@oasis/domain'
import type { Bus, BusRecord, NewRecord } from '@oasis/ports'
import { findTopic } from './find-topic.ts'

export interface DeadLetterEntry {
  /** `<partition>/<offset>` within the topic of dead letters. */
  readonly id: string
  readonly time: string
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly key: string
  readonly reason: string
  readonly bytes: number
  readonly redriven: boolean
}

export type Redrive =
  | { readonly id: string; readonly result: 'REDRIVEN'; readonly topic: string }
  | { readonly id: string; readonly result: 'SKIPPED'; readonly reason: string }

const TOPIC = topics.deadLetters.spec.name
const REDRIVEN = 'redriven'
const GROUP = 'dead-letter-reader'

/** Oldest first. Values are not kept. */
export async function listDeadLetters(bus: Bus): Promise<readonly DeadLetterEntry[]> {
  const entries: DeadLetterEntry[] = []
  const redriven = new Set<string>()
  await readAll(bus, (record) => {
    if (record.value === undefined) redriven.add(record.headers[REDRIVEN] ?? '')
    else entries.push(entryOf(record, record.value))
  })
  return entries.map((entry) => ({ ...entry, redriven: redriven.has(entry.id) }))
}

/** Publishes the chosen ones again, each at most once but for a crash. */
export async function redriveDeadLetters(
  bus: Bus,
  isChosen: (entry: DeadLetterEntry) => boolean,
): Promise<readonly Redrive[]> {
  const chosen = new Map((await listDeadLetters(bus)).filter(isChosen).map((entry) => [entry.id, entry]))
  const done: Redrive[] = []
  if (chosen.size === 0) return done
  await readAll(bus, async (record) => {
    const entry = chosen.get(idOf(record))
    if (entry === undefined || record.value === undefined) return
    chosen.delete(entry.id)
    done.push(await redrive(bus, entry, record.value))
  })
  return done
}

async function redrive(bus: Bus, entry: DeadLetterEntry, bytes: Uint8Array): Promise<Redrive> {
  const { id } = entry
  if (entry.redriven) return { id, result: 'SKIPPED', reason: 'it was redriven before' }
  const letter = deadLetterCodec.decode(bytes)
  const topic = findTopic(letter.topic)
  if (topic === undefined) return { id, result: 'SKIPPED', reason: `there is no topic ${letter.topic}` }
  let headers: NewRecord['headers']
  try {
    headers = topic.headersOf(letter.value)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { id, result: 'SKIPPED', reason: `it cannot be read by this version either: ${why}` }
  }
  const { key, value } = letter
  await bus.publish([{ topic: letter.topic, key, value, headers: { ...headers, 'redriven-from': id } }])
  await bus.publish([{ topic: TOPIC, key: letter.topic, value: undefined, headers: { [REDRIVEN]: id } }])
  return { id, result: 'REDRIVEN', topic: letter.topic }
}

function entryOf(record: BusRecord, value: Uint8Array): DeadLetterEntry {
  const { topic, partition, offset, key, reason, ts, value: original } = deadLetterCodec.decode(value)
  return {
    id: idOf(record),
    time: formatRfc3339(ts),
    topic,
    partition,
    offset,
    key,
    reason,
    bytes: original.length,
    redriven: false,
  }
}

const idOf = ({ partition, offset }: BusRecord): string => `${partition}/${offset}`

/** Up to where the topic ends now. Whatever goes wrong with a record ends the reading. */
async function readAll(bus: Bus, onRecord: (record: BusRecord) => void | Promise<void>): Promise<void> {
  const subscription = await bus.subscribe({
    group: GROUP,
    topics: [TOPIC],
    assignment: 'ALL',
    startAt: 'earliest',
    onBatch: async (records) => {
      for (const record of records) await onRecord(record)
    },
  })
  try {
    const failure = await Promise.race([
      subscription.caughtUp.then(() => undefined),
      subscription.failed.then((cause) => ({ cause })),
    ])
    if (failure !== undefined) throw failure.cause
  } finally {
    await subscription.close()
  }
}
