/** What speaks against using a key, as the venue states what it may do. The same for a start, the doctor and the watchdog. */
import { statSync } from 'node:fs'
import { OtsError } from '@oasis/runtime'
import type { KeyCheck, KeyPermissions } from '@oasis/venue-coinbase'

export interface KeyUse {
  /** Orders or cancels, not just looks. */
  readonly trades: boolean
  /** The only portfolio that it may be of. */
  readonly portfolioId?: string
}

/** Each says what to do. None: the key is fit for this use. */
export function keyFaults(permissions: KeyPermissions, { trades, portfolioId }: KeyUse): string[] {
  const faults: string[] = []
  if (permissions.canTransfer) {
    faults.push(
      'it can transfer, so whoever gets hold of it can take funds away: make a key with view and trade permission only',
    )
  }
  if (!permissions.canView) faults.push('it cannot view: make a key with view and trade permission')
  if (trades && !permissions.canTrade) {
    faults.push('it is read-only and cannot trade: make a key with view and trade permission')
  }
  if (portfolioId !== undefined && permissions.portfolioId !== portfolioId) {
    faults.push(
      `it is of the portfolio ${permissions.portfolioId || '(none)'}, and OTS_REAL_CONFIRM says ${portfolioId}: use that portfolio's key, or confirm this one`,
    )
  }
  return faults
}

/** What a venue means that shows nothing to a key. It asks for view permission before it says what else a key may. */
export const refusalOf = ({ status }: { readonly status: number }): string =>
  status === 403
    ? 'it cannot view (HTTP 403): make a key with view and trade permission, for this IP address if for any'
    : `the venue does not take it (HTTP ${status}): it was deleted, or is another's`

/** Throws `OTS_KEY_REFUSED` or `OTS_VENUE_UNREACHABLE`. */
export function requireKey(check: KeyCheck, use: KeyUse): KeyPermissions {
  switch (check.kind) {
    case 'UNANSWERED':
      throw new OtsError('OTS_VENUE_UNREACHABLE', `the key could not be checked: ${check.reason}`)
    case 'REFUSED':
      throw refused([refusalOf(check)])
    case 'ACCEPTED': {
      const faults = keyFaults(check.permissions, use)
      if (faults.length > 0) throw refused(faults)
      return check.permissions
    }
  }
}

const refused = (faults: readonly string[]): OtsError =>
  new OtsError('OTS_KEY_REFUSED', ['the API key is not used:', ...faults].join('\n  - '), {
    hint: '"ots doctor" looks at a key without trading.',
  })

/** What lets others of this machine read the key; undefined where nothing does. */
export function keyFileWarning(path: string): string | undefined {
  if (process.platform === 'win32') return undefined
  const mode = (statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o777
  if ((mode & 0o077) === 0) return undefined
  return `the key file ${path} can be opened by others (mode ${mode.toString(8)}): chmod 600 ${path}`
}
