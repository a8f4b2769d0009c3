/**
 * How Kafka is reached, from the environment alone: the one reading of `OTS_KAFKA_*`, for services and commands alike.
 * Files are read here, so that a missing one is told at once; passwords and keys never stand in a message.
 */
import { readFileSync } from 'node:fs'
import type { KafkaConnection } from '@oasis/bus-kafka'
import { OtsError, Secret } from '@oasis/runtime'
import { z } from 'zod'
import { fileTwin, KAFKA_SECRETS, readSecretFiles } from './secret-variables.ts'

const yes = z
  .enum(['true', 'false'], { error: '"true" or "false" is needed' })
  .transform((text) => text === 'true')

const readFile = (path: string, context: z.RefinementCtx): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown'
    context.addIssue({ code: 'custom', message: `${path} cannot be read (${code})` })
    return z.NEVER
  }
}
const text = z.string().transform(readFile)
const secret = z.string().transform((value) => new Secret(value))
const secretFile = z.string().transform((path, context) => new Secret(readFile(path, context).trim()))

const environmentSchema = z.object({
  OTS_KAFKA_BROKERS: z.string().default('').describe('host:port of some brokers, by commas'),
  OTS_KAFKA_CLIENT_ID: z
    .string()
    .default('ots')
    .describe('What brokers call this process in logs and quotas'),
  OTS_KAFKA_TLS: yes.default(false).describe('Encrypt; also turned on by the files below'),
  OTS_KAFKA_TLS_CA_FILE: text.optional().describe('Whom to trust (PEM); default: what Node.js trusts'),
  OTS_KAFKA_TLS_CERT_FILE: text.optional().describe('Own certificate (PEM), where brokers ask for one'),
  OTS_KAFKA_TLS_KEY_FILE: secretFile.optional().describe('Its key (PEM)'),
  OTS_KAFKA_SASL_MECHANISM: z
    .enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])
    .default('SCRAM-SHA-512')
    .describe('PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512'),
  OTS_KAFKA_SASL_USERNAME: z.string().optional().describe('User; without one, none is told'),
  OTS_KAFKA_SASL_PASSWORD: secret.optional().describe('Its password'),
})

type KafkaEnvironment = z.output<typeof environmentSchema>
type KafkaVariable = keyof KafkaEnvironment

const READ_VARIABLES = Object.keys(environmentSchema.shape) as readonly KafkaVariable[]

export const KAFKA_VARIABLES: readonly string[] = [...READ_VARIABLES, ...KAFKA_SECRETS.map(fileTwin)]

/** For people: what each variable is for. */
export const describeKafkaVariables = (): readonly (readonly [name: string, about: string])[] => [
  ...READ_VARIABLES.map((name) => [name, environmentSchema.shape[name].description ?? ''] as const),
  ...KAFKA_SECRETS.map((name) => [fileTwin(name), `File that holds ${name}, in its place`] as const),
]

type Env = Readonly<Record<string, string | undefined>>

/** Empty counts as not set. `brokers`: given by other means. Throws `OTS_CONFIG_INVALID` with every fault. */
export function readKafkaEnvironment(env: Env, brokers?: string): KafkaConnection {
  const { env: read, faults: unreadable } = readSecretFiles(env, KAFKA_SECRETS)
  const set: Env = Object.fromEntries(Object.entries(read).filter(([, value]) => value))
  const parsed = environmentSchema.safeParse(
    brokers === undefined ? set : { ...set, OTS_KAFKA_BROKERS: brokers },
  )
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw invalid([...issues, ...unreadable])
  }
  const faults = unreadable.length > 0 ? unreadable : faultsOf(parsed.data)
  if (faults.length > 0) throw invalid(faults)
  return toConnection(parsed.data)
}

function faultsOf(given: KafkaEnvironment): string[] {
  const faults: string[] = []
  if (given.OTS_KAFKA_BROKERS === '') faults.push('OTS_KAFKA_BROKERS is not set')
  if ((given.OTS_KAFKA_TLS_CERT_FILE === undefined) !== (given.OTS_KAFKA_TLS_KEY_FILE === undefined)) {
    faults.push('OTS_KAFKA_TLS_CERT_FILE and OTS_KAFKA_TLS_KEY_FILE belong together')
  }
  const { OTS_KAFKA_SASL_USERNAME: user, OTS_KAFKA_SASL_PASSWORD: password } = given
  if (user !== undefined && password === undefined) {
    faults.push('OTS_KAFKA_SASL_USERNAME needs OTS_KAFKA_SASL_PASSWORD, or OTS_KAFKA_SASL_PASSWORD_FILE')
  }
  if (user === undefined && password !== undefined) {
    faults.push('a password of Kafka is set without OTS_KAFKA_SASL_USERNAME')
  }
  return faults
}

function toConnection(given: KafkaEnvironment): KafkaConnection {
  const ca = given.OTS_KAFKA_TLS_CA_FILE
  const cert = given.OTS_KAFKA_TLS_CERT_FILE
  const key = given.OTS_KAFKA_TLS_KEY_FILE
  const username = given.OTS_KAFKA_SASL_USERNAME
  const password = given.OTS_KAFKA_SASL_PASSWORD
  const isEncrypted = given.OTS_KAFKA_TLS || ca !== undefined || cert !== undefined
  return {
    brokers: given.OTS_KAFKA_BROKERS,
    clientId: given.OTS_KAFKA_CLIENT_ID,
    ...(isEncrypted
      ? {
          tls: {
            ...(ca === undefined ? {} : { ca }),
            ...(cert === undefined ? {} : { cert }),
            ...(key === undefined ? {} : { key }),
          },
        }
      : {}),
    ...(username === undefined || password === undefined
      ? {}
      : { sasl: { mechanism: given.OTS_KAFKA_SASL_MECHANISM, username, password } }),
  }
}

function invalid(faults: readonly string[]): OtsError {
  const lines = [
    'the environment does not say how Kafka is reached:',
    ...faults.map((fault) => `  - ${fault}`),
  ]
  return new OtsError('OTS_CONFIG_INVALID', lines.join('\n'), {
    hint: 'Set the OTS_KAFKA_* variables; "ots topics --help" lists them. For a command, --brokers names the brokers, too.',
  })
}
