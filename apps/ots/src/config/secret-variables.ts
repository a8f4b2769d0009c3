/**
 * Secrets may lie in files: each variable that holds one has a twin that ends in `_FILE`, as Docker and Kubernetes mount
 * them. This is the one reading of all of them. A file's text without the space around it is taken for the variable's.
 */
import { readFileSync } from 'node:fs'

export const SERVICE_SECRETS = [
  'OTS_POSTGRES_URL',
  'OTS_REDIS_URL',
  'OTS_RPC_TOKEN',
  'OTS_APPROVAL_KEYS',
  'OTS_CONTROL_CENTER_SECRET',
] as const
export const KAFKA_SECRETS = ['OTS_KAFKA_SASL_PASSWORD'] as const

type SecretVariable = (typeof SERVICE_SECRETS)[number] | (typeof KAFKA_SECRETS)[number]
type Env = Readonly<Record<string, string | undefined>>

export const fileTwin = <Name extends SecretVariable>(name: Name) => `${name}_FILE` as const

/** Empty counts as not set. Nothing is read. */
export const isGiven = (env: Env, name: SecretVariable): boolean =>
  Boolean(env[name]) || Boolean(env[fileTwin(name)])

export interface ReadSecrets {
  /** With what the files hold in place of them. */
  readonly env: Env
  /** Of files only; they show no secret. */
  readonly faults: readonly string[]
}

export function readSecretFiles(env: Env, names: readonly SecretVariable[]): ReadSecrets {
  const read: Record<string, string | undefined> = { ...env }
  const faults: string[] = []
  for (const name of names) {
    const twin = fileTwin(name)
    const path = env[twin]
    if (!path) continue
    delete read[twin]
    const text = env[name] ? undefined : textOf(path)
    if (text === undefined) faults.push(`${name} and ${twin} are both set: one of them is enough`)
    else if ('fault' in text) faults.push(`${twin}: ${text.fault}`)
    else read[name] = text.value
  }
  return { env: read, faults }
}

function textOf(path: string): { readonly value: string } | { readonly fault: string } {
  try {
    const value = readFileSync(path, 'utf8').trim()
    return value === '' ? { fault: `${path} is empty` } : { value }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown'
    return { fault: `${path} cannot be read (${code})` }
  }
}
