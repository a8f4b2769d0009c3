/** What the killed writer writes, so that its test can tell a whole record from a torn one. */
import type { NewRecord, TopicSpec } from '@oasis/ports'
import { createOutboxTable, type OutboxTables } from '@oasis/store-sql'
import type { Kysely } from 'kysely'

const topic = (name: string, partitions: number, groupCommit: boolean): TopicSpec => ({
  name,
  partitions,
  groupCommit,
  retentionMs: undefined,
  compacted: false,
})

export const busTopics = [topic('quotes', 3, true), topic('orders', 1, false)]
export const RECORDS_PER_WRITE = 3

/** One write: some records that belong together, of one to some thousand bytes. */
export function recordsOf(n: number): NewRecord[] {
  return Array.from({ length: RECORDS_PER_WRITE }, (_, i) => ({
    topic: i === 0 ? 'orders' : 'quotes',
    key: `key-${(n + i) % 7}`,
    value: new Uint8Array(1 + ((n * 37 + i * 911) % (n % 50 === 0 ? 9_000 : 600))).fill((n + i) & 0xff),
    headers: { 'content-type': 'test', 'event-id': `${n}/${i}` },
  }))
}

export interface StoreTables extends OutboxTables {
  facts: { n: bigint }
}

export const storeMigrations = {
  '0001-facts': {
    up: async (db: Kysely<unknown>) => {
      await createOutboxTable(db)
      await db.schema
        .createTable('facts')
        .addColumn('n', 'bigint', (column) => column.primaryKey())
        .execute()
    },
  },
}
