/** Reads `ots.yaml` and the environment (which wins), and reports all faults together before anything connects. */
import { readFileSync } from 'node:fs'
import type { AccountId } from '@oasis/domain'
import { OtsError } from '@oasis/runtime'
import type { StrategyRegistry } from '@oasis/strategy-sdk'
import { parse as parseYaml, YAMLParseError } from 'yaml'
import { z } from 'zod'
import { checkReferences } from './check-references.ts'
import { configSchema, type OtsConfig } from './schema.ts'
import { SERVICE_VARIABLES } from './service-environment.ts'
import { BUILT_IN_TYPES } from './strategy-faults.ts'
import { readTradingEnvironment, TRADING_VARIABLES, type TradingEnvironment } from './trading-environment.ts'
import { lookForUserStrategies, NO_USER_STRATEGIES } from './user-strategies.ts'

export interface LoadOptions {
  /** Undefined: `ots.yaml` in the working folder if there is one, else defaults. */
  readonly file?: string
  /** The content of `ots.yaml`, instead of a file. */
  readonly text?: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Of strategies; the built-in ones by default. */
  readonly types?: StrategyRegistry
}

export interface LoadedConfig {
  readonly config: OtsConfig
  /** Where it came from, for people. */
  readonly origin: string
  /** What real trading needs besides, and never stands in a file that is passed around. */
  readonly trading: TradingEnvironment
}

type Tree = Record<string, unknown>

/** Environment variable → path in the tree. */
const ENVIRONMENT: Readonly<Record<string, { readonly path: readonly string[]; readonly number?: true }>> = {
  OTS_DATA_DIR: { path: ['dataDir'] },
  OTS_COINBASE_REST_URL: { path: ['venues', 'coinbase', 'restUrl'] },
  OTS_COINBASE_WS_URL: { path: ['venues', 'coinbase', 'wsUrl'] },
  OTS_COINBASE_USER_WS_URL: { path: ['venues', 'coinbase', 'userWsUrl'] },
  OTS_DURABILITY: { path: ['durability'] },
  OTS_HTTP_HOST: { path: ['http', 'host'] },
  OTS_HTTP_PORT: { path: ['http', 'port'], number: true },
  OTS_LOG_LEVEL: { path: ['logLevel'] },
}

export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const { tree, origin } = options.text === undefined ? readTree(options.file) : given(options.text)
  applyEnvironment(tree, options.env)
  const users = await lookForUserStrategies(tree.strategiesDir)
  const config = parseConfig(tree, withEnvironment(origin, options.env), options.types, users)
  return { config, origin, trading: readTradingEnvironment(options.env) }
}

/** All that whoever steers a running system needs to know; whatever else is wrong must not keep them from a halt. */
export function findDataDir({ file, text, env }: LoadOptions): string {
  if (env.OTS_DATA_DIR) return env.OTS_DATA_DIR
  const { dataDir } = (text === undefined ? readTree(file) : given(text)).tree
  return configSchema.shape.dataDir.parse(dataDir)
}

/** Likewise, of whoever calls the services directly. */
export function findAccount({ file, text }: Pick<LoadOptions, 'file' | 'text'>): AccountId {
  const { accounts } = (text === undefined ? readTree(file) : given(text)).tree
  const [account] = configSchema.shape.accounts.parse(accounts)
  if (account === undefined) throw new Error('there is no account')
  return account.id
}

/** Whoever reads of a fault should know where to look. */
function withEnvironment(origin: string, env: LoadOptions['env']): string {
  const used = Object.keys(ENVIRONMENT).filter((name) => env[name])
  return used.length === 0 ? origin : `${origin} with ${used.join(', ')}`
}

/** `types` and `users`: the strategies that may be configured. */
export function parseConfig(
  tree: unknown,
  origin: string,
  types = BUILT_IN_TYPES,
  users = NO_USER_STRATEGIES,
): OtsConfig {
  const parsed = configSchema.safeParse(tree)
  const faults = [
    ...users.faults,
    ...defaultStrategyFaults(tree),
    ...(parsed.success
      ? checkReferences(parsed.data, types, users.types)
      : parsed.error.issues.map(describeIssue)),
  ]
  if (!parsed.success || faults.length > 0) {
    throw new OtsError(
      'OTS_CONFIG_INVALID',
      `${origin} has ${count(faults.length)}:\n${faults.map((f) => `  - ${f}`).join('\n')}`,
      {
        hint: 'Mend the lines above; "ots config schema" prints what is allowed.',
      },
    )
  }
  return parsed.data
}

const mayBeReal = z.object({
  accounts: z.array(z.object({ mode: z.literal('REAL') })).min(1),
  strategies: z.undefined().optional(),
})

/** The default strategies are there to show something: nobody has decided to trade money by them. */
function defaultStrategyFaults(tree: unknown): string[] {
  if (!mayBeReal.safeParse(tree).success) return []
  return ['strategies: a REAL account trades none but those that are written here']
}

const count = (faults: number): string => (faults === 1 ? 'a fault' : `${faults} faults`)

function describeIssue(issue: z.core.$ZodIssue): string {
  return `${issue.path.length > 0 ? issue.path.join('.') : '(top level)'}: ${issue.message}`
}

function readTree(file: string | undefined): { tree: Tree; origin: string } {
  const path = file ?? 'ots.yaml'
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if (file === undefined && (cause as NodeJS.ErrnoException).code === 'ENOENT') {
      return { tree: {}, origin: 'built-in defaults' }
    }
    throw new OtsError('OTS_CONFIG_UNREADABLE', `${path} cannot be read: ${(cause as Error).message}`, {
      cause,
    })
  }
  return { tree: parseTree(text, path), origin: path }
}

const given = (text: string) => ({ tree: parseTree(text, 'OTS_CONFIG'), origin: 'OTS_CONFIG' })

function parseTree(text: string, path: string): Tree {
  try {
    const tree: unknown = parseYaml(text) ?? {}
    if (typeof tree === 'object' && tree !== null && !Array.isArray(tree)) return { ...tree }
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause
    throw new OtsError('OTS_CONFIG_UNREADABLE', `${path} is not valid YAML: ${cause.message}`, { cause })
  }
  throw new OtsError(
    'OTS_CONFIG_UNREADABLE',
    `${path} holds no settings: names with values are needed at its top`,
  )
}

function applyEnvironment(tree: Tree, env: LoadOptions['env']): void {
  for (const [name, { path, number }] of Object.entries(ENVIRONMENT)) {
    const text = env[name]
    if (text === undefined || text === '') continue
    // Not a number: kept as text, so that the schema names the fault like any other.
    const value = number && /^\d+$/.test(text) ? Number(text) : text
    setPath(tree, path, value)
  }
}

function setPath(tree: Tree, path: readonly string[], value: unknown): void {
  let node = tree
  for (const name of path.slice(0, -1)) {
    const child = node[name]
    const copy: Tree = typeof child === 'object' && child !== null ? { ...child } : {}
    node[name] = copy
    node = copy
  }
  const last = path.at(-1)
  if (last !== undefined) node[last] = value
}

/** Variables that look like ours and are none: a misspelled one would be without effect. */
export function unknownVariables(env: LoadOptions['env']): string[] {
  const known = new Set([
    ...Object.keys(ENVIRONMENT),
    ...TRADING_VARIABLES,
    ...SERVICE_VARIABLES,
    'OTS_RECORDINGS_DIR',
    'OTS_CRASH_AT',
    'OTS_BUILD_PAGES',
  ])
  return Object.keys(env).filter((name) => name.startsWith('OTS_') && !known.has(name))
}
