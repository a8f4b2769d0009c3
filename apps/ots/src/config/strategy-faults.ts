/** Checks a strategy's type and parameters against its own schema, so that a typing error shows before anything starts. */
import { BUILT_IN_STRATEGIES, createStrategyRegistry, UnknownStrategy } from '@oasis/strategy-sdk'

const registry = createStrategyRegistry(BUILT_IN_STRATEGIES)

export function describeStrategyFaults(type: string, params: unknown): string[] {
  try {
    const parsed = registry.getStrategy(type).params.safeParse(params)
    if (parsed.success) return []
    return parsed.error.issues.map((issue) => `params.${issue.path.join('.') || '(all)'}: ${issue.message}`)
  } catch (error) {
    if (error instanceof UnknownStrategy) return [`type: ${error.message}`]
    throw error
  }
}
