/** Raw trades or quotes of one venue: decode → core → publish. The same way for both, as their rules are the core's. */
import { deadLetterRecord, type Topic } from '@oasis/contracts'
import type { EventId, InstrumentId } from '@oasis/domain'
import type { BusRecord } from '@oasis/ports'
import { type Consumer, consume } from '@oasis/runtime'
import type { KnownInstruments } from '../core/known-instruments.ts'
import { Refusal, refused } from '../core/refusal.ts'
import { SeenEvents } from '../core/seen-events.ts'
import type { DataNormalizerPorts } from '../ports.ts'
import { OutgoingBatches } from './outgoing-batches.ts'

export interface MarketDataFlow<Raw, Event> {
  readonly group: string
  readonly from: Topic<Raw>
  readonly to: Topic<Event>
  readonly normalize: (raw: Raw) => Event | Refusal
  readonly known: KnownInstruments
  readonly instrumentWaitMs: number
  readonly rememberedEvents: number
  readonly onFatal: (error: unknown) => void
}

export function consumeMarketData<
  Raw extends { readonly instrumentId: InstrumentId },
  Event extends { readonly eventId: EventId },
>(ports: DataNormalizerPorts, flow: MarketDataFlow<Raw, Event>): Promise<Consumer> {
  const { bus, scheduler, metrics, logger } = ports
  const { known, normalize, from, to } = flow
  const outgoing = new OutgoingBatches(bus)
  const seen = new SeenEvents(flow.rememberedEvents)
  const deadLetter = (record: BusRecord, reason: string) => deadLetterRecord(record, reason, scheduler.now())

  const handle = (raw: Raw, record: BusRecord): void => {
    const event = known.has(raw.instrumentId)
      ? normalize(raw)
      : refused('unknown-instrument', `no reference data of ${raw.instrumentId}`)
    if (event instanceof Refusal) {
      const { code: reason, detail } = event
      metrics.increment('ots_dead_letters_total', { topic: record.topic, reason })
      logger.warn({ topic: record.topic, offset: record.offset, reason, detail }, 'event put aside')
      outgoing.add(record, deadLetter(record, `${reason}: ${detail}`))
    } else if (seen.add(event.eventId)) outgoing.add(record, to.record(event))
    else metrics.increment('ots_duplicates_total', { topic: record.topic })
  }

  const waitThenHandle = async (raw: Raw, record: BusRecord): Promise<void> => {
    const id = raw.instrumentId
    await Promise.race([known.whenKnown(id), scheduler.sleep(flow.instrumentWaitMs)])
    known.giveUp(id)
    handle(raw, record)
  }

  return consume({
    ...ports,
    group: flow.group,
    topics: [from],
    startAt: 'earliest',
    commit: 'auto',
    onEvent: (raw, record) =>
      known.has(raw.instrumentId) || !known.isWorthWaitingFor(raw.instrumentId)
        ? handle(raw, record)
        : waitThenHandle(raw, record),
    onBatchEnd: (last) => outgoing.flush(last),
    deadLetter,
    onFatal: flow.onFatal,
  })
}
