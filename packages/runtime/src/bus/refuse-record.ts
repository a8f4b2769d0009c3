/**
 * What no bus takes, whichever it is: so that what is published on one could be published on any. Larger records would
 * stand in the way of all that come after them for ever, since a broker refuses them at each attempt; and a key or header
 * that cannot be encoded as it is would arrive as another one.
 */
import type { NewRecord } from '@oasis/ports'
import { OtsError } from '../errors/ots-error.ts'

/** A topic of Kafka takes a little over a million bytes by default (`max.message.bytes`). */
export const MAX_RECORD_BYTES = 1_000_000
const MAX_UTF8_BYTES = 3

/** Undefined: it can be published. */
export function refuseRecord(record: NewRecord): OtsError | undefined {
  const { key, value, headers } = record
  let texts = key.length
  let isWhole = key.isWellFormed()
  for (const name in headers) {
    const text = headers[name] ?? ''
    texts += name.length + text.length
    isWhole &&= name.isWellFormed() && text.isWellFormed()
  }
  if (!isWhole) {
    return refused(
      record,
      'has a key or header that holds half a character',
      'It would arrive as another one.',
    )
  }
  // A text has at most three bytes for each of its units; counting them would cost more than it tells.
  const bytes = (value?.length ?? 0) + texts * MAX_UTF8_BYTES
  if (bytes <= MAX_RECORD_BYTES) return undefined
  return refused(
    record,
    `has about ${bytes} bytes, more than the ${MAX_RECORD_BYTES} that a bus takes`,
    'Look at what is published to this topic: records are events, not files.',
  )
}

function refused({ topic, headers }: NewRecord, why: string, hint: string): OtsError {
  const event = (headers['event-id'] ?? 'without an id').slice(0, 300)
  return new OtsError('OTS_RECORD_REFUSED', `a record for ${topic} (event ${event}) ${why}`, { hint })
}
