/** Checks a strategy's type and parameters against its own schema, so that a typing error shows before anything starts. */
import {
  type AnyStrategy,
  BUILT_IN_STRATEGIES,
  createStrategyRegistry,
  type StrategyRegistry,
  UnknownStrategy,
} from '@oasis/strategy-sdk'

export const BUILT_IN_TYPES: StrategyRegistry = createStrategyRegistry(BUILT_IN_STRATEGIES)

export function describeStrategyFaults(types: StrategyRegistry, type: string, params: unknown): string[] {
  try {
    return paramIssues(types.getStrategy(type), params).map(
      (issue) => `params.${issue.path.join('.') || '(all)'}: ${issue.message}`,
    )
  } catch (error) {
    if (error instanceof UnknownStrategy) return [`type: ${error.message}`]
    throw error
  }
}

function paramIssues(strategy: AnyStrategy, params: unknown) {
  const parsed = strategy.params.safeParse(params)
  return parsed.success ? [] : parsed.error.issues
}

/**
 * Parameters from a command line, where everything is text: a whole number becomes one where the strategy's schema
 * does not take the text. Decimals stay text, so that no digit is lost. Throws {@link UnknownStrategy}.
 */
export function paramsFromText(
  type: string,
  texts: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const refused = new Set(
    paramIssues(BUILT_IN_TYPES.getStrategy(type), texts).map((issue) => String(issue.path[0])),
  )
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      refused.has(name) && /^\d{1,15}$/.test(text) ? Number(text) : text,
    ]),
  )
}
