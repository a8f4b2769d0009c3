/** What takes an instance's place when its strategy stops: as it was last known to be good, with its account as it is. */
import { describeError } from '@oasis/runtime'
import { decodeState } from '../core/instance-state.ts'
import { StoppedInstance } from '../core/stopped-instance.ts'
import type { Writing } from '../emission.ts'
import type { Hosted } from '../hosted.ts'
import type { Failure } from '../strategy-host.ts'

/** Within a turn. `failure` where this very instance is the one that failed. */
export async function stoppedInPlace(hosted: Hosted, failure?: Failure): Promise<Writing> {
  const { instance, key } = hosted
  const good = failure ? hosted.saved : await goodState(hosted)
  const dropped = new Set(failure?.dropped.map((intent) => intent.intentId))
  const { account } = instance
  const orders = account.orders.filter((order) => !dropped.has(order.intentId))
  const state = { ...decodeState(good), ...account, orders }
  const stopped = new StoppedInstance(key, instance.generation, instance.configHash, state)
  return { hosted, instance: stopped, state: stopped.encodeState() }
}

/** An instance may share the failed one's thread, or be as broken as it. */
async function goodState({ instance, saved }: Hosted): Promise<string> {
  if (instance.failure !== undefined) return saved
  try {
    return await instance.encodeState()
  } catch {
    return saved
  }
}

/** For the control state, which is told on a topic. */
export const reasonOf = (cause: unknown): string => describeError(cause).slice(0, 500)
