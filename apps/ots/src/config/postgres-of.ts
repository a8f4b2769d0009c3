/** How PostgreSQL is reached, by the environment. */
import { readFileSync } from 'node:fs'
import type { Logger } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import type { PostgresTls } from '@oasis/store-sql'
import { required, type ServiceEnvironment } from './service-environment.ts'

export function postgresOf(environment: ServiceEnvironment, logger: Logger) {
  const tls = postgresTlsOf(environment)
  return { url: required(environment, 'OTS_POSTGRES_URL').reveal(), logger, ...(tls ? { tls } : {}) }
}

function postgresTlsOf(environment: ServiceEnvironment): PostgresTls | undefined {
  const { OTS_POSTGRES_CA_FILE: ca, OTS_POSTGRES_CERT_FILE: cert, OTS_POSTGRES_KEY_FILE: key } = environment
  if (ca === undefined && cert === undefined) return undefined
  return {
    ...(ca === undefined ? {} : { ca: readPem(ca) }),
    ...(cert === undefined ? {} : { cert: readPem(cert) }),
    ...(key === undefined ? {} : { key: readPem(key) }),
  }
}

/** Throws `OTS_TLS_UNUSABLE`. */
export function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new OtsError('OTS_TLS_UNUSABLE', `${path} cannot be read: ${(cause as Error).message}`, { cause })
  }
}
