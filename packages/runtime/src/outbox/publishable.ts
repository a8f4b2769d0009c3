/**
 * An outbox is published in order, so a record that no bus ever takes would hold up all that come after it. A dead letter
 * takes its place: it names the event, and what was written with it in one transaction is still in the store.
 */
import { storableText } from '@oasis/domain'
import type { Logger, NewRecord, OutboxEntry } from '@oasis/ports'
import { refuseRecord } from '../bus/refuse-record.ts'
import { describeError } from '../errors/ots-error.ts'
import type { Metrics } from '../metrics/metrics.ts'

/** It never had a place on the bus: `offset` is its number in the outbox. */
export interface RefusedRecord {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly key: string
  /** Not kept: the letter would be as large. */
  readonly value: undefined
}

interface DeadLetterOptions {
  readonly name: string
  readonly logger: Logger
  readonly metrics?: Metrics
  readonly deadLetter: (record: RefusedRecord, reason: string) => NewRecord
}

const MAX_KEY_LENGTH = 256

export function publishable(entry: OutboxEntry, options: DeadLetterOptions): NewRecord {
  const refusal = refuseRecord(entry)
  if (refusal === undefined) return entry
  const { name, logger, metrics, deadLetter } = options
  const { id, topic } = entry
  metrics?.increment('ots_dead_letters_total', { topic, reason: 'refused' })
  logger.error(
    { err: refusal, outbox: name, topic, id },
    'a record that no bus takes is put aside as a dead letter',
  )
  const refused = {
    ...{ topic, partition: 0, offset: id, value: undefined },
    key: storableText(entry.key, MAX_KEY_LENGTH),
  }
  const letter = deadLetter(refused, `refused by the outbox of ${name}: ${describeError(refusal)}`)
  return { ...letter, headers: { ...letter.headers, 'event-id': `dead-letter/outbox/${name}/${id}` } }
}
