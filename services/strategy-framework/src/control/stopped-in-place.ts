/** What takes an instance's place when its strategy stops: as it was last known to be good, with its account as it is. */
import { describeError } from '@oasis/runtime'
import { decodeState } from '../core/instance-state.ts'
import { StoppedInstance } from '../core/stopped-instance.ts'
import type { Writing } from '../emission.ts'
import type { Hosted } from '../hosted.ts'

/** Within a turn. `hasFailed`: this very instance. Its account is then what it was before what it failed on. */
export async function stoppedInPlace(hosted: Hosted, hasFailed = false): Promise<Writing> {
  const { instance, key } = hosted
  const good = hasFailed ? hosted.saved : await goodState(hosted)
  const state = { ...decodeState(good), ...instance.account }
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
