/**
 * What a service that is a process of its own is told: by its environment alone. `ots.yaml` comes by `OTS_CONFIG` or
 * `OTS_CONFIG_FILE`, Kafka by `kafka-environment.ts`; the rest is here, one schema, and all faults are told together.
 * Secrets never stand in a message.
 */
import { currency, parseRate } from '@oasis/domain'
import { OtsError, parsedText, Secret } from '@oasis/runtime'
import { z } from 'zod'
import { exposedCallsFault } from './exposed-calls.ts'
import { fileTwin, readSecretFiles, SERVICE_SECRETS } from './secret-variables.ts'

export const SERVICE_NAMES = [
  'market-connector',
  'data-normalizer',
  'strategy-framework',
  'risk-engine',
  'order-manager',
  'auditor',
  'control-center-api',
] as const
export type ServiceName = (typeof SERVICE_NAMES)[number]

const port = z.coerce.number({ error: 'a port is needed' }).int().min(0).max(65_535)
const milliseconds = z.coerce.number({ error: 'milliseconds are needed' }).int().positive()
const file = z.string()
const yes = z
  .enum(['true', 'false'], { error: '"true" or "false" is needed' })
  .transform((it) => it === 'true')

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

const hostAndPort = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+):\d{1,5}$/
const addresses = list.refine((items) => items.length > 0 && items.every((item) => hostAndPort.test(item)), {
  error: 'addresses are needed, like risk-engine-0:7001,risk-engine-1:7001',
})

/** Not shown by any message: it holds a password. */
const secretUrl = (...protocols: readonly string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
      error: `an address that begins with ${protocols.map((each) => `${each}//`).join(' or ')} is needed`,
    })
    .transform((text) => new Secret(text))

const MIN_SECRET_CHARACTERS = 32

const approvalKeys = list.transform((items, context) => {
  const keys = items.map((item) => {
    const at = item.indexOf(':')
    return { id: item.slice(0, at), secret: new Secret(item.slice(at + 1)), characters: item.length - at - 1 }
  })
  const fault = (message: string) => context.addIssue({ code: 'custom', message })
  if (keys.length < 1 || keys.length > 2)
    fault('one key is needed, like 2026a:<secret>; or two while they are rotated')
  if (keys.some(({ id }) => !/^[A-Za-z0-9._-]{1,64}$/.test(id))) fault('each key is written as <id>:<secret>')
  if (new Set(keys.map(({ id }) => id)).size < keys.length) fault('two keys have the same id')
  if (keys.some(({ characters }) => characters < MIN_SECRET_CHARACTERS)) {
    fault(`a secret has at least ${MIN_SECRET_CHARACTERS} characters; "openssl rand -hex 32" makes one`)
  }
  return keys.map(({ id, secret }) => ({ id, secret }))
})

const services = list.transform((items, context) =>
  items.flatMap((item) => {
    const [name = '', url = ''] = item.split(/=(.*)/s)
    if (name !== '' && URL.canParse(url)) return [{ name, url }]
    context.addIssue({ code: 'custom', message: 'each is written as <name>=http://<host>:<port>' })
    return []
  }),
)

/** By variable. What a service does not use may be left out. */
const environmentSchema = z.object({
  OTS_CONFIG: z.string().optional().describe('The text of ots.yaml'),
  OTS_CONFIG_FILE: file.optional().describe('Path of ots.yaml'),
  OTS_DATA_DIR: z
    .string()
    .optional()
    .describe(
      'Where the halt latch of the order manager and the audit head of control-center-api lie (default .ots)',
    ),
  OTS_HTTP_HOST: z.string().default('127.0.0.1').describe('Where /health, /ready and /metrics are served'),
  OTS_HTTP_PORT: port.default(9464).describe('Port of /health, /ready and /metrics; 0 takes a free one'),
  OTS_API_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Of control-center-api: where API and page are served'),
  OTS_API_PORT: port.default(8080).describe('Of control-center-api: port of API and page'),
  OTS_API_CERT_FILE: file
    .optional()
    .describe(
      'Of control-center-api: certificate (PEM) of API and page; without one, keep to this machine or a proxy',
    ),
  OTS_API_KEY_FILE: file.optional().describe('Its key (PEM)'),
  OTS_CONTROL_CENTER_SECRET: z
    .string()
    .min(MIN_SECRET_CHARACTERS, { error: `at least ${MIN_SECRET_CHARACTERS} characters are needed` })
    .transform((text) => new Secret(text))
    .optional()
    .describe(
      'Of control-center-api, "ots user" and "ots audit": what tokens and the audit log are sealed with; "openssl rand -hex 32" makes one',
    ),
  OTS_SERVICES: services
    .default([])
    .describe('Of control-center-api: whose readiness it shows, as <name>=http://<host>:<OTS_HTTP_PORT>,…'),
  OTS_POSTGRES_URL: secretUrl('postgres:', 'postgresql:')
    .optional()
    .describe('postgres://user:password@host:5432/database'),
  OTS_POSTGRES_CA_FILE: file.optional().describe('Whom to trust (PEM); turns TLS on'),
  OTS_POSTGRES_CERT_FILE: file.optional().describe('Own certificate (PEM), where the server asks for one'),
  OTS_POSTGRES_KEY_FILE: file.optional().describe('Its key (PEM)'),
  OTS_REDIS_URL: secretUrl('redis:', 'rediss:')
    .optional()
    .describe('redis://user:password@host:6379, or rediss://… for TLS'),
  OTS_REDIS_CA_FILE: file.optional().describe('Whom to trust (PEM), with rediss://'),
  OTS_REDIS_CERT_FILE: file.optional().describe('Own certificate (PEM), where the server asks for one'),
  OTS_REDIS_KEY_FILE: file.optional().describe('Its key (PEM)'),
  OTS_RISK_ENGINE_ADDRESSES: addresses.optional().describe('Every address at which a risk engine may lead'),
  OTS_ORDER_MANAGER_ADDRESSES: addresses
    .optional()
    .describe('Every address at which an order manager may lead'),
  OTS_RPC_HOST: z.string().default('127.0.0.1').describe('Where a leader listens for calls'),
  OTS_RPC_PORT: port.optional().describe('Port at which a leader listens for calls'),
  OTS_RPC_CA_FILE: file
    .optional()
    .describe(
      'Authority of the certificates between services (PEM); a server then takes only clients with one',
    ),
  OTS_RPC_CERT_FILE: file.optional().describe('Own certificate for calls (PEM)'),
  OTS_RPC_KEY_FILE: file.optional().describe('Its key (PEM)'),
  OTS_RPC_TOKEN: z
    .string()
    .min(16, { error: 'at least 16 characters are needed' })
    .transform((text) => new Secret(text))
    .optional()
    .describe('Shared secret that calls must show'),
  OTS_APPROVAL_KEYS: approvalKeys
    .optional()
    .describe(
      '<id>:<secret>, and a second one while they are rotated: risk signs with the first, the order manager takes both',
    ),
  OTS_LEASE_TTL_MS: milliseconds
    .default(10_000)
    .describe('A leader that cannot renew for so long leads no more'),
  OTS_LEASE_GRACE_MS: milliseconds
    .optional()
    .describe(
      'Of order managers: how much longer a standby waits for what the leader may have under way (default: the deadline of a submit)',
    ),
  OTS_HOST_ID: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, { error: 'letters, digits, ".", "_" and "-" are allowed' })
    .optional()
    .describe(
      'Of strategy-framework: name of this host, of its own among all (default: host name and process id)',
    ),
  OTS_STOP_TIMEOUT_MS: milliseconds.default(10_000).describe('From the signal to the end of the process'),
  OTS_SOURCE: z
    .enum(['live', 'simulator'])
    .optional()
    .describe(
      'Of control-center-api: what it says of the market (default: simulator where its address is of this machine)',
    ),
  OTS_VENUE: z
    .enum(['paper', 'coinbase'])
    .optional()
    .describe('Of order-manager and control-center-api: where orders go'),
  OTS_TAKER_FEE: parsedText(parseRate)
    .optional()
    .describe('What every fill is assumed to pay, "0.006" is 0.6 % (default: that of the paper venue)'),
  OTS_HELD_CURRENCIES: list
    .transform((items) => items.map((item) => currency(item)))
    .optional()
    .describe(
      'What the account holds besides its valuation currency, to be priced (default: what the paper venue opens with)',
    ),
  OTS_DRY_RUN: yes
    .default(false)
    .describe('Of order-manager and control-center-api: preview orders, send none'),
})

export type ServiceEnvironment = z.output<typeof environmentSchema>
export type ServiceVariable = keyof ServiceEnvironment

const READ_VARIABLES = Object.keys(environmentSchema.shape) as readonly ServiceVariable[]

export const SERVICE_VARIABLES: readonly string[] = [...READ_VARIABLES, ...SERVICE_SECRETS.map(fileTwin)]

/** For people: what each variable is for. */
export const describeServiceVariables = (): readonly (readonly [name: string, about: string])[] => [
  ...READ_VARIABLES.map((name) => [name, environmentSchema.shape[name].description ?? ''] as const),
  ...SERVICE_SECRETS.map((name) => [fileTwin(name), `File that holds ${name}, in its place`] as const),
]

/** Kafka is needed by all. */
const NEEDS: Readonly<Record<ServiceName, readonly ServiceVariable[]>> = {
  'market-connector': [],
  'data-normalizer': [],
  'strategy-framework': ['OTS_POSTGRES_URL', 'OTS_RISK_ENGINE_ADDRESSES', 'OTS_ORDER_MANAGER_ADDRESSES'],
  'risk-engine': [
    'OTS_POSTGRES_URL',
    'OTS_REDIS_URL',
    'OTS_ORDER_MANAGER_ADDRESSES',
    'OTS_RPC_PORT',
    'OTS_APPROVAL_KEYS',
  ],
  'order-manager': ['OTS_POSTGRES_URL', 'OTS_RPC_PORT', 'OTS_APPROVAL_KEYS'],
  auditor: ['OTS_POSTGRES_URL', 'OTS_REDIS_URL', 'OTS_ORDER_MANAGER_ADDRESSES'],
  'control-center-api': [
    'OTS_POSTGRES_URL',
    'OTS_REDIS_URL',
    'OTS_RISK_ENGINE_ADDRESSES',
    'OTS_ORDER_MANAGER_ADDRESSES',
    'OTS_CONTROL_CENTER_SECRET',
  ],
}

const ALTERNATIVES = ['OTS_CONFIG', 'OTS_CONFIG_FILE'] as const

const PAIRS = [
  ['OTS_API_CERT_FILE', 'OTS_API_KEY_FILE'],
  ['OTS_POSTGRES_CERT_FILE', 'OTS_POSTGRES_KEY_FILE'],
  ['OTS_REDIS_CERT_FILE', 'OTS_REDIS_KEY_FILE'],
  ['OTS_RPC_CERT_FILE', 'OTS_RPC_KEY_FILE'],
] as const

type Env = Readonly<Record<string, string | undefined>>

/** Empty counts as not set: that is how compose files leave things out. Throws `OTS_CONFIG_INVALID` with every fault. */
export function readServiceEnvironment(env: Env, service?: ServiceName): ServiceEnvironment {
  const { env: read, faults: unreadable } = readSecretFiles(env, SERVICE_SECRETS)
  const set: Env = Object.fromEntries(Object.entries(read).filter(([, text]) => text))
  const parsed = environmentSchema.safeParse(set)
  const needed = service === undefined ? [] : NEEDS[service]
  const missing = needed.filter((name) => set[name] === undefined && !env[`${name}_FILE`])
  // Who only calls is not stopped by how others listen: a halt least of all.
  const exposed = needed.includes('OTS_RPC_PORT') ? exposedCallsFault(set) : undefined
  const faults = [
    ...missing.map((name) => `${name} is not set: ${environmentSchema.shape[name].description}`),
    ...unreadable,
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...(ALTERNATIVES.every((name) => set[name] !== undefined)
      ? [`${ALTERNATIVES.join(' and ')} are both set: one of them is enough`]
      : []),
    ...PAIRS.filter(([one, other]) => (set[one] === undefined) !== (set[other] === undefined)).map(
      (pair) => `${pair.join(' and ')} belong together`,
    ),
    ...(exposed === undefined ? [] : [exposed]),
  ]
  if (parsed.success && faults.length === 0) return parsed.data
  const head = `the environment${service === undefined ? '' : ` of ${service}`} has faults:`
  throw new OtsError('OTS_CONFIG_INVALID', [head, ...faults.map((fault) => `  - ${fault}`)].join('\n'), {
    hint: '"ots service --help" lists every variable.',
  })
}

/** What was checked to be there when the environment was read. */
export function required<Name extends ServiceVariable>(
  environment: ServiceEnvironment,
  name: Name,
): NonNullable<ServiceEnvironment[Name]> {
  const value = environment[name]
  if (value === undefined || value === null) throw new Error(`${name} is not set and was not asked for`)
  return value
}
