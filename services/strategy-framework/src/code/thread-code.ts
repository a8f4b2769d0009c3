/** Code of the user's own: it runs in a thread of its own, all instances of a strategy in one. */
import { RunnerEnded, type Scheduler, type StrategyRunners } from '@oasis/ports'
import { describeError } from '@oasis/runtime'
import type { Instance } from '../core/instance.ts'
import type { UserStrategy } from '../core/instance-spec.ts'
import { StrategyRefused } from '../core/strategy-params.ts'
import type { Loaded, Opened } from '../thread/thread-messages.ts'
import type { InstanceOpening, LoadedStrategy, StrategyCode } from './strategy-code.ts'
import { Thread, whileHeld } from './thread.ts'
import { ThreadInstance } from './thread-instance.ts'

export interface ThreadOptions {
  readonly runners: StrategyRunners
  readonly scheduler: Scheduler
  readonly budgetMs: number
  readonly timeoutMs: number
}

const SERVING_MODULE = new URL('../thread/strategy-thread.ts', import.meta.url).href

export const createThreadCode = (user: UserStrategy, options: ThreadOptions): StrategyCode => ({
  load: async (params) => {
    const { runners, scheduler, budgetMs, timeoutMs } = options
    const limits = { budgetMs, startTimeoutMs: timeoutMs, answerTimeoutMs: timeoutMs }
    const starting = runners.start({ module: SERVING_MODULE, ...limits })
    const thread = new Thread(await whileHeld(scheduler, starting).catch(refused), scheduler)
    try {
      const loaded = await thread.askFor<Loaded>({ kind: 'LOAD', user, params })
      return loadedFrom(thread, loaded)
    } catch (error) {
      await thread.close()
      throw refusal(error)
    }
  },
})

function loadedFrom(thread: Thread, { configHash, subscriptions }: Loaded): LoadedStrategy {
  const open = async (openings: readonly InstanceOpening[]): Promise<readonly Instance[]> => {
    try {
      const { views } = await thread.askFor<Opened>({ kind: 'OPEN', openings })
      return views.flatMap((view, i) => {
        const key = openings[i]?.key
        return key ? [new ThreadInstance(thread, { key, configHash, subscriptions, view })] : []
      })
    } catch (error) {
      throw refusal(error)
    }
  }
  return { configHash, subscriptions, open, close: () => thread.close() }
}

const refused = (error: unknown): never => {
  throw refusal(error)
}

const refusal = (error: unknown): unknown =>
  error instanceof RunnerEnded ? new StrategyRefused(describeError(error), { cause: error }) : error
