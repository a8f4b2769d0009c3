/** The Control Center of a distributed system: its store is in PostgreSQL, its secret in the environment. */
import { join, resolve } from 'node:path'
import type { AuditHeadExport } from '@oasis/control-center-api'
import type { AccountId } from '@oasis/domain'
import type { ControlCenterStore } from '@oasis/ports'
import { createSilentLogger, OtsError, type Secret } from '@oasis/runtime'
import { openControlCenterGuest } from '@oasis/store-sql'
import { findDataDir } from '../config/load-config.ts'
import { findServiceAccount } from '../config/load-service-config.ts'
import { postgresOf } from '../config/postgres-of.ts'
import { isGiven } from '../config/secret-variables.ts'
import { readServiceEnvironment, type ServiceEnvironment } from '../config/service-environment.ts'
import { SCHEMAS } from '../distributed/schemas.ts'
import { auditHeadFile } from './audit-head-file.ts'

type Env = Readonly<Record<string, string | undefined>>

/** What a command of the terminal works on. */
export interface ControlCenterPlace {
  readonly secret: Secret
  readonly heads: AuditHeadExport
  open(): Promise<ControlCenterStore>
}

/** A person waits. */
const OPEN_TIMEOUT_MS = 3_000

export const isInDatabase = (env: Env): boolean => isGiven(env, 'OTS_POSTGRES_URL')

/** Beside the service that runs on it. */
export function databasePlace(env: Env): ControlCenterPlace {
  const environment = readServiceEnvironment(env)
  const secret = controlCenterSecret(environment)
  const file = environment.OTS_CONFIG_FILE
  const dataDir = findDataDir({
    env,
    ...(file === undefined ? { text: environment.OTS_CONFIG ?? '' } : { file }),
  })
  return {
    secret,
    heads: auditHeadFile(join(resolve(dataDir), auditFolderOf(findServiceAccount(environment)))),
    open: () =>
      openControlCenterGuest({
        ...postgresOf(environment, createSilentLogger()),
        schema: SCHEMAS.controlCenter,
        openTimeoutMs: OPEN_TIMEOUT_MS,
      }),
  }
}

/** In the data folder: where the head of the audit log is written down, beside what others keep there. */
export const auditFolderOf = (accountId: AccountId): string => `control-center-${accountId}`

/** Throws `OTS_CONFIG_INVALID` where it is not set. */
export function controlCenterSecret(environment: ServiceEnvironment): Secret {
  const { OTS_CONTROL_CENTER_SECRET: secret } = environment
  if (secret !== undefined) return secret
  throw new OtsError('OTS_CONFIG_INVALID', 'OTS_CONTROL_CENTER_SECRET is not set', {
    hint: 'Give it the secret of control-center-api: passwords and the audit log in PostgreSQL are nothing without.',
  })
}
