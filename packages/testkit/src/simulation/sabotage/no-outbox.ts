import { methodsOf } from './methods-of.ts'
import type { Sabotage } from './sabotage.ts'

/** Commits first, then publishes from memory and hopes. */
export const noOutbox: Sabotage = {
  orderStore: (store, { bus }) => ({
    ...methodsOf(store),
    commit: async (write) => {
      await store.commit({ ...write, outbox: [] })
      bus.publish(write.outbox).catch(() => {})
    },
  }),
}
