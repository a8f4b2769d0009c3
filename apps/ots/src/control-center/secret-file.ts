/**
 * The Control Center's one secret: from the environment, or in a file that only this user can read, made at the first
 * start. With it in other hands, tokens and audit entries could be made up; without it, nobody is logged in any more and
 * the audit log cannot be verified.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OtsError, Secret } from '@oasis/runtime'
import { fileTwin, readSecretFiles } from '../config/secret-variables.ts'

type Env = Readonly<Record<string, string | undefined>>

const FILE = 'control-center.key'
const VARIABLE = 'OTS_CONTROL_CENTER_SECRET'
const SECRET_BYTES = 32
const MIN_LENGTH = 32

/** Undefined where neither of the variables is set. Throws `OTS_CONFIG_INVALID`. */
export function secretFromEnvironment(env: Env): Secret | undefined {
  const { env: read, faults } = readSecretFiles(env, [VARIABLE])
  if (faults.length > 0) throw new OtsError('OTS_CONFIG_INVALID', faults.join('; '))
  const text = read[VARIABLE]
  return text ? checked(text, env[VARIABLE] ? VARIABLE : fileTwin(VARIABLE)) : undefined
}

/** `create`: at the first start of all. */
export function openSecret(folder: string, env: Env, { create }: { readonly create: boolean }): Secret {
  const given = secretFromEnvironment(env)
  if (given) return given
  const path = join(folder, FILE)
  try {
    return checked(readFileSync(path, 'utf8').trim(), path)
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isMissing || !create) throw unreadable(path, error)
  }
  const made = randomBytes(SECRET_BYTES).toString('base64url')
  // Never over one that is there.
  writeFileSync(path, `${made}\n`, { mode: 0o600, flag: 'wx' })
  return new Secret(made)
}

function checked(text: string, origin: string): Secret {
  if (text.length >= MIN_LENGTH) return new Secret(text)
  throw new OtsError(
    'OTS_CONFIG_INVALID',
    `the secret in ${origin} is shorter than ${MIN_LENGTH} characters`,
    {
      hint: 'Make one with: openssl rand -base64 32',
    },
  )
}

function unreadable(path: string, cause: unknown): unknown {
  if (cause instanceof OtsError) return cause
  const why = cause instanceof Error ? cause.message : String(cause)
  return new OtsError('OTS_CONFIG_INVALID', `the Control Center's secret ${path} cannot be read: ${why}`, {
    cause,
    hint: `Start the system once, which makes it, or name it with ${VARIABLE}_FILE.`,
  })
}
