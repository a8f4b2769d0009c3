'use client'
/** What Audit shows, kept in the address. */
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs'

const parsers = {
  actor: parseAsString.withDefault(''),
  action: parseAsString.withDefault(''),
}

export function useAuditFilters() {
  return useQueryStates(parsers, { history: 'replace' })
}

export type AuditFilters = ReturnType<typeof useAuditFilters>[0]

/** The entry whose drawer is open, by its number. The back button closes it. */
export const entryParser = parseAsInteger.withOptions({ history: 'push' })
