/** Who gets a record: by topic and key, in the order of the configuration. */
import { topics } from '@oasis/contracts'
import type { BusRecord } from '@oasis/ports'
import type { Instance } from './core/instance.ts'
import type { Hosted } from './hosted.ts'

export class Routes {
  readonly #byTopic = new Map<string, Map<string, Hosted[]>>()

  constructor(all: readonly Hosted[]) {
    for (const hosted of all) this.#add(hosted)
  }

  of({ topic, key }: Pick<BusRecord, 'topic' | 'key'>): readonly Hosted[] | undefined {
    return this.#byTopic.get(topic)?.get(key)
  }

  #add(hosted: Hosted): void {
    for (const [topic, key] of routesOf(hosted.instance)) {
      const byKey = this.#byTopic.get(topic) ?? new Map<string, Hosted[]>()
      this.#byTopic.set(topic, byKey)
      byKey.set(key, [...(byKey.get(key) ?? []), hosted])
    }
  }
}

export const wantsQuotes = ({ subscriptions }: Instance): boolean =>
  subscriptions.some((one) => 'quotes' in one)

function routesOf(instance: Instance): readonly (readonly [topic: string, key: string])[] {
  const { instrumentId, accountId } = instance.key
  const trades = instance.subscriptions.some((one) => 'trades' in one || 'bars' in one)
  return [
    ...(trades ? [[topics.trades.spec.name, instrumentId] as const] : []),
    ...(wantsQuotes(instance) ? [[topics.quotes.spec.name, instrumentId] as const] : []),
    [topics.orderEvents.spec.name, accountId],
  ]
}
