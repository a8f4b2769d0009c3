/** Code of ours: it runs in the host's own thread. */
import type { AnyStrategy } from '@oasis/strategy-sdk'
import type { InstanceKey, InstanceSpec } from '../core/instance-spec.ts'
import { openInstance } from '../core/open-instance.ts'
import { configHashOf, parseParams, StrategyRefused } from '../core/strategy-params.ts'
import type { LoadedStrategy, StrategyCode } from './strategy-code.ts'

export interface InlineOptions {
  /** Of the user's module, where that is what runs. */
  readonly sourceHash?: string
}

export const createInlineCode = (strategy: AnyStrategy, options: InlineOptions = {}): StrategyCode => ({
  load: async (given): Promise<LoadedStrategy> =>
    refusing(() => {
      const params = parseParams(strategy, given)
      const configHash = configHashOf(strategy, params, options.sourceHash)
      const spec = (key: InstanceKey): InstanceSpec => ({ ...key, strategy, params, configHash })
      return {
        configHash,
        subscriptions: strategy.subscriptions(params),
        open: async (openings) =>
          refusing(() => openings.map(({ key, opening }) => openInstance(spec(key), opening))),
        close: async () => {},
      }
    }),
})

/** Whatever a strategy's code throws while it is set up says why it cannot run. */
function refusing<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof StrategyRefused) throw cause
    // Not by `describeError`: this runs in threads, which would load all of runtime for it.
    throw new StrategyRefused(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
