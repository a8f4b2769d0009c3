/** Who holds which lease now, for a page that shows it. A look, no more: it may be over a moment later. */

import { LEASE_SCHEMA, LIST_LEASES } from './lease-table.ts'
import { codeOf } from './postgres-errors.ts'
import type { PostgresLeasesOptions } from './postgres-leases.ts'
import { ANSWER_MARGIN_MS, addressOf, clientConfig, limitsOf } from './postgres-options.ts'
import { PostgresReader } from './postgres-reader.ts'

export interface LeaseHolder {
  readonly name: string
  /** The process, as it calls itself. */
  readonly holder: string
  readonly epoch: number
}

export interface LeaseBoard {
  /** Those of names that begin so, by name. */
  held(prefix: string): Promise<readonly LeaseHolder[]>
  close(): Promise<void>
}

/** Nobody has ever asked for a lease in this database. */
const NO_TABLE = '42P01'

/** Connects with the first question. Never writes. */
export function createLeaseBoard(options: Omit<PostgresLeasesOptions, 'holder'>): LeaseBoard {
  const { schema = LEASE_SCHEMA, logger } = options
  const reader = new PostgresReader({
    config: clientConfig(options, schema, 'reader'),
    poolSize: 1,
    answerTimeoutMs: limitsOf(options).statementTimeoutMs + ANSWER_MARGIN_MS,
    address: `${addressOf(options.url)}, schema ${schema}`,
    logger,
  })
  return {
    held: async (prefix) => {
      const rows = await reader.all(LIST_LEASES, [prefix]).catch((error) => {
        if (codeOf(error) === NO_TABLE) return []
        throw error
      })
      return rows.map(({ name, holder, epoch }) => ({
        name: String(name),
        holder: String(holder),
        epoch: Number(epoch),
      }))
    },
    close: () => reader.close(),
  }
}
