/** How Redis is reached, by the environment. */
import type { RedisTls } from '@oasis/cache-redis'
import { readPem } from './postgres-of.ts'
import { required, type ServiceEnvironment } from './service-environment.ts'

/** Throws `OTS_TLS_UNUSABLE` where a file cannot be read. */
export function redisOf(environment: ServiceEnvironment): { readonly url: string; readonly tls?: RedisTls } {
  const { OTS_REDIS_CA_FILE: ca, OTS_REDIS_CERT_FILE: cert, OTS_REDIS_KEY_FILE: key } = environment
  const url = required(environment, 'OTS_REDIS_URL').reveal()
  if (ca === undefined && cert === undefined && key === undefined) return { url }
  const tls = {
    ...(ca === undefined ? {} : { ca: readPem(ca) }),
    ...(cert === undefined ? {} : { cert: readPem(cert) }),
    ...(key === undefined ? {} : { key: readPem(key) }),
  }
  return { url, tls }
}
