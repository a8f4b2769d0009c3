/** What a failed request means: to be tried again, refused for good, or of a kind that a person has to mend. */
import { OtsError, TransientError } from '@oasis/runtime'

/** The fields that the driver's errors carry, on whichever level of nesting. */
interface DriverError extends Error {
  readonly code?: unknown
  readonly apiId?: unknown
  readonly errors?: unknown
  readonly response?: unknown
}

/** The error itself, its causes, and the errors that it collects. */
function* levels(error: unknown, depth = 0): Generator<DriverError> {
  if (!(error instanceof Error) || depth > 8) return
  const known: DriverError = error
  yield known
  yield* levels(known.cause, depth + 1)
  if (Array.isArray(known.errors)) for (const each of known.errors) yield* levels(each, depth + 1)
}

/** The protocol's name of the first error in the answer, like `UNKNOWN_MEMBER_ID`; undefined when no broker answered. */
export function protocolErrorOf(error: unknown): string | undefined {
  for (const level of levels(error)) if (typeof level.apiId === 'string') return level.apiId
  return undefined
}

/** What the broker answered along with an error. */
export function responseOf(error: unknown): unknown {
  for (const level of levels(error)) if (level.response !== undefined) return level.response
  return undefined
}

/** Protocol errors that no waiting mends. */
const REFUSALS = new Set([
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
  'ILLEGAL_SASL_STATE',
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
])

const TLS_FAULTS = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_OSSL_|EPROTO)/

/** Credentials, rights or certificates: somebody has to change something. */
export function isRefusal(error: unknown): boolean {
  for (const { apiId, code, message } of levels(error)) {
    if (typeof apiId === 'string' && REFUSALS.has(apiId)) return true
    if (typeof code !== 'string') continue
    if (code === 'PLT_KFK_AUTHENTICATION' || TLS_FAULTS.test(code)) return true
    if (code === 'PLT_KFK_USER' && /TLS|SASL/.test(message)) return true
  }
  return false
}

/** The innermost message, which is the one that says something. */
export function reasonOf(error: unknown): string {
  let reason = error instanceof Error ? error.message : String(error)
  for (const level of levels(error)) {
    const name = typeof level.apiId === 'string' ? level.apiId : level.code
    if (level.message !== '') reason = typeof name === 'string' ? `${level.message} (${name})` : level.message
  }
  return reason
}

export function refused(doing: string, error: unknown): OtsError {
  return new OtsError('OTS_BUS_REFUSED', `Kafka refused ${doing}: ${reasonOf(error)}`, {
    cause: error,
    hint: 'Check user, password and mechanism (OTS_KAFKA_SASL_*), certificates (OTS_KAFKA_TLS_*) and the rights of this user.',
  })
}

export function unreachable(brokers: string, error: unknown): OtsError {
  return new OtsError('OTS_BUS_UNREACHABLE', `no Kafka broker answers at ${brokers}: ${reasonOf(error)}`, {
    cause: error,
    hint: 'Check the addresses (OTS_KAFKA_BROKERS), that the brokers run, and whether they expect TLS.',
  })
}

export function unknownTopic(name: string): OtsError {
  return new OtsError('OTS_TOPIC_UNKNOWN', `the topic ${name} does not exist`, {
    hint: 'Create the topics of the registry with "ots topics create".',
  })
}

/** For callers of the port: what cannot be told, or passes by itself, is transient. */
export function toBusError(doing: string, error: unknown): Error {
  if (error instanceof OtsError || error instanceof TransientError) return error
  if (isRefusal(error)) return refused(doing, error)
  return new TransientError(`${doing} failed: ${reasonOf(error)}`, { cause: error })
}
