/** What can be traded, as the venue's connector has told (`reference-data.instruments`): read from the beginning at each start. */
import { deadLetterRecord, topics } from '@oasis/contracts'
import type { Instrument, InstrumentId } from '@oasis/domain'
import type { Bus, Logger, Scheduler } from '@oasis/ports'
import { type Consumer, consume, type Metrics } from '@oasis/runtime'

export interface InstrumentsViewPorts {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
}

export class InstrumentsView {
  readonly #ports: InstrumentsViewPorts
  readonly #known = new Map<InstrumentId, Instrument>()
  #consumer: Consumer | undefined

  constructor(ports: InstrumentsViewPorts) {
    this.#ports = ports
  }

  /** By id. */
  all(): readonly Instrument[] {
    return [...this.#known.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  async start(): Promise<void> {
    const { bus, scheduler, logger, metrics } = this.#ports
    this.#consumer = await consume({
      ...{ bus, scheduler, logger, metrics },
      group: 'control-center-api/instruments',
      topics: [topics.instruments],
      startAt: 'earliest',
      commit: 'own',
      onEvent: (instrument) => void this.#known.set(instrument.id, instrument),
      deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
      onFatal: (error) => logger.error({ err: error }, 'instruments cannot be followed'),
    })
  }

  async stop(): Promise<void> {
    await this.#consumer?.close()
  }
}
