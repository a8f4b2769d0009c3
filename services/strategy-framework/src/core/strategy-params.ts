/** A strategy's parameters: read by its own schema, and part of what names a generation. */
import { hash } from 'node:crypto'
import { type AnyStrategy, encodePlainData } from '@oasis/strategy-sdk'

/** Code or parameters that cannot run, in words for whoever set them. */
export class StrategyRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StrategyRefused'
  }
}

/** What is wrong with them, one line each. */
export function paramIssues(strategy: AnyStrategy, params: unknown): readonly string[] {
  const parsed = strategy.params.safeParse(params)
  if (parsed.success) return []
  return parsed.error.issues.map((issue) => `${['params', ...issue.path].join('.')}: ${issue.message}`)
}

/** Throws {@link StrategyRefused}. */
export function parseParams(strategy: AnyStrategy, params: unknown): unknown {
  const issues = paramIssues(strategy, params)
  if (issues.length > 0) throw new StrategyRefused(issues.join('; '))
  return strategy.params.parse(params)
}

/** The parameters as text of a command, which may be anything. Throws {@link StrategyRefused}. */
export function parseParamsText(text: string): Readonly<Record<string, unknown>> {
  let params: unknown
  try {
    params = JSON.parse(text)
  } catch (cause) {
    throw new StrategyRefused('parameters must be a JSON object, like {"quantity":"0.01"}', { cause })
  }
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw new StrategyRefused('parameters must be a JSON object, like {"quantity":"0.01"}')
  }
  return params as Readonly<Record<string, unknown>>
}

/** `sourceHash` only where the code is the user's own: ours is told by its version. Throws {@link StrategyRefused}. */
export function configHashOf(strategy: AnyStrategy, params: unknown, sourceHash?: string): string {
  const parts = [strategy.id, strategy.version, params, ...(sourceHash === undefined ? [] : [sourceHash])]
  try {
    return hash('sha256', encodePlainData(parts), 'hex')
  } catch (cause) {
    throw new StrategyRefused('its schema makes parameters that are no plain data', { cause })
  }
}
