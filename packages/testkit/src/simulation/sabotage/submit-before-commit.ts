import type { OrderWrite } from '@oasis/ports'
import { methodsOf } from './methods-of.ts'
import type { Sabotage } from './sabotage.ts'

const WRITTEN_AFTER_MS = 15

/** A store that answers before it has written: what it had in hand goes with the process. */
export const submitBeforeCommit: Sabotage = {
  orderStore: (store, { scheduler }) => {
    let tail: Promise<unknown> = Promise.resolve()
    const writeLater = (write: OrderWrite): Promise<unknown> =>
      tail.then(() => scheduler.sleep(WRITTEN_AFTER_MS)).then(() => store.commit(write))
    return {
      ...methodsOf(store),
      commit: async (write) => {
        tail = writeLater(write).catch(() => {})
      },
    }
  },
}
