/**
 * What the server and the connection say, as errors that say what to do. The classes of SQLSTATE are stable
 * (https://www.postgresql.org/docs/15/errcodes-appendix.html); texts are translated and not looked at.
 */
import { OtsError } from '@oasis/runtime'

/** Lock and statement timeouts, deadlocks, serialization, no connection or memory left, on its way down or up. */
const PASSING = /^(?:08...|40001|40P01|53[0-4]00|55P03|57014|57P0[1-35]|25P0[23]|25006|58000|58030)$/
/** Wrong password or user, no such database, not permitted, no encryption. */
const REFUSED = /^(?:28...|3D000|42501|0A000)$/
const READ_ONLY = '25006'
const DISK_FULL = '53100'
const TOO_MANY_CONNECTIONS = '53300'
/** How Node names a certificate that it does not take. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/
/** How Node names an address that cannot be reached. */
const NETWORK = /^E(?:CONN|PIPE|TIMEDOUT|HOST|NET|AI_AGAIN|NOTFOUND)/
/** What `pg` says of connections, without a code. */
const CONNECTION_TEXT =
  /^(?:Connection terminated|timeout e|Query read timeout|Client (?:was closed|has encount))/

export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if (!(error instanceof Error) || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

/** May be gone at the next try, by itself or by what an operator does to the server. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error)
  if (code === '') return error instanceof Error && CONNECTION_TEXT.test(error.message)
  return PASSING.test(code) || NETWORK.test(code)
}

/** To be thrown in the place of `error`, which becomes its cause. What the caller has done wrong passes unchanged. */
export function toDatabaseError(error: unknown, address: string): unknown {
  if (error instanceof OtsError) return error
  const code = codeOf(error)
  const said = error instanceof Error ? error.message || code : String(error)
  const options = { cause: error }
  if (code === READ_ONLY) {
    return new OtsError('OTS_DATABASE_READ_ONLY', `${address} takes no writes: ${said}`, {
      ...options,
      hint: 'It may be a standby, or have been set read-only (default_transaction_read_only). Nothing was written.',
    })
  }
  if (code === DISK_FULL) {
    return new OtsError(
      'OTS_DISK_FULL',
      `${address} has no space left: nothing of this write was kept`,
      options,
    )
  }
  if (REFUSED.test(code) || CERTIFICATE.test(code) || /SSL/.test(said)) {
    return new OtsError('OTS_DATABASE_REFUSED', `${address} does not let us in: ${said}`, {
      ...options,
      hint: 'Check user, password, name of the database, its permissions and certificates.',
    })
  }
  if (!isPassing(error)) return error
  return new OtsError('OTS_DATABASE_UNAVAILABLE', `${address} does not do what was asked in time: ${said}`, {
    ...options,
    hint:
      code === TOO_MANY_CONNECTIONS
        ? 'All its connections are taken: raise max_connections, or lower poolSize.'
        : 'Check that it runs and can be reached. Nothing of a write was kept; what still runs tries again.',
  })
}
