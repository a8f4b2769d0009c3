import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { SABOTAGE_NAMES, type SabotageName } from '../sabotage/sabotages.ts'

export interface CliOptions {
  readonly firstSeed: number
  readonly seeds: number
  /** One seed alone, told in full. */
  readonly alone: boolean
  readonly sabotage: SabotageName | undefined
  readonly workers: number
  readonly json: boolean
  /** A file for the trace of a seed run alone. */
  readonly traceFile: string | undefined
  /** Stop at the first seed that fails. */
  readonly untilFailure: boolean
}

export const USAGE = `npm run simulate -- [--seeds N] [--first-seed S] [--seed S [--trace FILE]] [--sabotage NAME]
                    [--until-failure] [--workers N] [--json]
  --sabotage  ${SABOTAGE_NAMES.join(', ')}`

/** Used wrongly. */
export class UsageError extends Error {}

export function parseOptions(argv: readonly string[]): CliOptions {
  const { values } = parse(argv)
  const alone = values.seed !== undefined
  return {
    alone,
    firstSeed: whole('seed', values.seed ?? values['first-seed'] ?? '1'),
    seeds: alone ? 1 : atLeastOne('seeds', values.seeds ?? '100'),
    sabotage: sabotageNamed(values.sabotage),
    workers: atLeastOne('workers', values.workers ?? String(availableParallelism())),
    json: values.json === true,
    traceFile: values.trace,
    untilFailure: values['until-failure'] === true,
  }
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    seeds: text,
    'first-seed': text,
    seed: text,
    sabotage: text,
    workers: text,
    trace: text,
    json: flag,
    'until-failure': flag,
  }
  try {
    return parseArgs({ args: [...argv], options })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function whole(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0)
    throw new UsageError(`--${name} needs a whole number, not "${text}"`)
  return value
}

function atLeastOne(name: string, text: string): number {
  const value = whole(name, text)
  if (value === 0) throw new UsageError(`--${name} needs to be one at least`)
  return value
}

function sabotageNamed(text: string | undefined): SabotageName | undefined {
  if (text === undefined) return undefined
  const name = SABOTAGE_NAMES.find((each) => each === text)
  if (name === undefined) throw new UsageError(`there is no sabotage "${text}"`)
  return name
}
