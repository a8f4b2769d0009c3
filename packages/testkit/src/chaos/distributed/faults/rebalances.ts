/** Consumers that join and leave while orders flow. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceName } from '@oasis/ots'
import { between, type Fault } from './fault.ts'

const JOINING = ['data-normalizer', 'strategy-framework'] as const satisfies readonly ServiceName[]
const READY_WITHIN_MS = 60_000

export const rebalanceFaults = (): readonly Fault[] =>
  JOINING.map((service) => ({
    kind: `a second ${service} joins and leaves`,
    inject: async (world, random) => {
      const another = await world.addAnother(service)
      const ready = await world.untilReady(READY_WITHIN_MS)
      await sleep(between(random, 1_000, 4_000))
      await world.remove(another)
      return ready
    },
  }))
