/** What comes out of the normalizers and the strategies, seen as any other consumer sees it: everything, from the beginning. */
import { topics } from '@oasis/contracts'
import { millisBetween, type Signal, type Trade } from '@oasis/domain'
import type { Bus, Subscription } from '@oasis/ports'
import { createRealScheduler } from '@oasis/runtime'

export interface SeenTrade {
  readonly instrumentId: string
  readonly tradeId: number
  /** Seen before: a record that was written twice, which consumers drop by its event id. */
  readonly again: boolean
  /** From its publication to our sight of it, normalized. */
  readonly millis: number
}

export class WatchedFlow {
  readonly trades: SeenTrade[] = []
  readonly signals: Signal[] = []
  /** Why, by intent: what risk denied was never to become an order. */
  readonly denied = new Map<string, string>()
  readonly #eventIds = new Set<string>()
  readonly #scheduler = createRealScheduler()
  readonly #subscriptions: Subscription[] = []
  #distinct = 0

  /** Normalized trades, each counted once. */
  get distinct(): number {
    return this.#distinct
  }

  async start(bus: Bus): Promise<void> {
    const follow = async <T>(
      topic: { spec: { name: string }; codec: { decode(bytes: Uint8Array): T } },
      onValue: (value: T) => void,
    ): Promise<void> => {
      const subscription = await bus.subscribe({
        group: 'scaling-watch',
        topics: [topic.spec.name],
        assignment: 'ALL',
        startAt: 'earliest',
        onBatch: (records) => {
          for (const { value } of records) if (value !== undefined) onValue(topic.codec.decode(value))
        },
      })
      this.#subscriptions.push(subscription)
    }
    await follow(topics.trades, (trade) => this.#onTrade(trade))
    await follow(topics.signals, (signal) => void this.signals.push(signal))
    await follow(topics.riskDecisions, ({ intent, verdict }) => {
      if (verdict.result === 'DENIED') this.denied.set(intent.intentId, verdict.code)
    })
  }

  async stop(): Promise<void> {
    await Promise.all(this.#subscriptions.map((subscription) => subscription.close()))
  }

  #onTrade({ eventId, instrumentId, tradeId, tsInit }: Trade): void {
    const again = this.#eventIds.has(eventId)
    if (!again) this.#distinct++
    this.#eventIds.add(eventId)
    const millis = millisBetween(tsInit, this.#scheduler.now())
    this.trades.push({ instrumentId, tradeId: Number(tradeId), again, millis })
  }
}
