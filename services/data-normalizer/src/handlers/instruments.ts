/** `reference-data.instruments`, from its beginning at every start: it is compacted, and nothing of it is kept here. */
import { deadLetterRecord, topics } from '@oasis/contracts'
import { type Consumer, consume } from '@oasis/runtime'
import type { KnownInstruments } from '../core/known-instruments.ts'
import type { DataNormalizerPorts } from '../ports.ts'

export function consumeInstruments(
  ports: DataNormalizerPorts,
  known: KnownInstruments,
  onFatal: (error: unknown) => void,
): Promise<Consumer> {
  const { partitions, name } = topics.instruments.spec
  return consume({
    ...ports,
    group: 'data-normalizer-instruments',
    topics: [topics.instruments],
    startAt: 'earliest',
    positions: Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition, offset: 0 })),
    commit: 'own',
    onEvent: (instrument) => known.add(instrument.id),
    deadLetter: (record, reason) => deadLetterRecord(record, reason, ports.scheduler.now()),
    onFatal,
  })
}
