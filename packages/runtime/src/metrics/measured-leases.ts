import type { Leases } from '@oasis/ports'
import type { Metrics } from './metrics.ts'

/** Tells who leads: of the processes that want a lease, one has 1, and those that stand by have 0. */
export function measuredLeases(leases: Leases, metrics: Metrics): Leases {
  const tell = (lease: string, held: boolean): void => metrics.set('ots_lease_held', { lease }, held ? 1 : 0)
  return {
    acquire: async (name, options) => {
      tell(name, false)
      const lease = await leases.acquire(name, options)
      tell(name, true)
      void lease.lost.then(() => tell(name, false))
      return {
        name: lease.name,
        epoch: lease.epoch,
        lost: lease.lost,
        lapsed: () => lease.lapsed(),
        release: async () => {
          await lease.release()
          tell(name, false)
        },
      }
    },
    close: () => leases.close(),
  }
}
