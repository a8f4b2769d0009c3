/**
 * Strategies of the user's own, by `strategiesDir`. Their files are found and never run here; so their parameters are
 * checked by themselves, at the start, and one that does not take them is stopped with the reason.
 */
import { OtsError } from '@oasis/runtime'
import { findUserStrategies, type UserStrategyFile } from '@oasis/strategy-worker'
import type { OtsConfig } from './schema.ts'

export interface UserStrategyTypes {
  readonly types: readonly string[]
  /** Why they cannot be looked for. */
  readonly faults: readonly string[]
}

export const NO_USER_STRATEGIES: UserStrategyTypes = { types: [], faults: [] }

/** `folder`: as it stands in a configuration that nobody has checked yet. */
export async function lookForUserStrategies(folder: unknown): Promise<UserStrategyTypes> {
  if (typeof folder !== 'string' || folder === '') return NO_USER_STRATEGIES
  try {
    return { types: (await findUserStrategies(folder)).map(({ type }) => type), faults: [] }
  } catch (error) {
    return { types: [], faults: [`strategiesDir: ${unreadable(folder, error)}`] }
  }
}

/** Of a configuration that has been checked. */
export async function userStrategiesOf({ strategiesDir }: OtsConfig): Promise<readonly UserStrategyFile[]> {
  if (strategiesDir === undefined) return []
  try {
    return await findUserStrategies(strategiesDir)
  } catch (cause) {
    throw new OtsError('OTS_CONFIG_INVALID', unreadable(strategiesDir, cause), { cause })
  }
}

const unreadable = (folder: string, error: unknown): string =>
  `the folder ${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`
