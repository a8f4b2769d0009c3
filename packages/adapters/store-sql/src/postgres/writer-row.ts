/**
 * Who writes a schema, and up to where: one row, changed by each transaction. It is what makes a store's transactions
 * one after the other, what tells after a lost connection whether the last one was done, and what keeps out everything
 * that is still under way on an earlier connection, or in a process that was replaced:
 *
 * - `writer` names who opened the store last; whoever opens it later takes it over.
 * - `link` counts the connections of that writer. A transaction of an earlier one changes no row, and is refused.
 * - `write_id` is the last write that was committed, counted by its writer.
 */
import type { Migration } from 'kysely/migration'
import { createTable } from '../create-table.ts'

/** In front of the store's own migrations. */
export const WRITER_MIGRATION: Readonly<Record<string, Migration>> = {
  '0000-store-writer': {
    up: async (db) => {
      await createTable(db, 'store_writer', ['id'], {
        id: 'key',
        writer: 'text',
        link: 'bigint',
        write_id: 'bigint',
      })
    },
  },
}

/** Whoever opens the store. Waits for what the writer before has under way. */
export const TAKE_OVER = `
  INSERT INTO store_writer (id, writer, link, write_id) VALUES (1, $1, 1, 0)
  ON CONFLICT (id) DO UPDATE SET writer = excluded.writer, link = 1, write_id = 0`

/** The same writer on a new connection; no row when another has taken over. Waits likewise. */
export const LINK_AGAIN = `
  UPDATE store_writer SET link = $2 WHERE id = 1 AND writer = $1 AND link < $2 RETURNING write_id`

/** The first statement of each transaction that must change a row: see `guarded`. */
export const NOTE_WRITE = 'UPDATE store_writer SET write_id = $3 WHERE id = 1 AND writer = $1 AND link = $2'

/** The first statement of a guest's transaction: the writer's own come before it, or after. */
export const AFTER_WRITER = 'SELECT write_id FROM store_writer WHERE id = 1 FOR UPDATE'

/** The SQLSTATE that {@link guarded} fails with. */
export const NO_ROW = '22012'

/**
 * The statement, failing on the server where it changes no row: so that all of a transaction can be sent at once, its
 * commit included. (Division by zero, since SQL has no statement that fails on purpose.)
 */
export const guarded = (sql: string): string =>
  `WITH changed AS (${sql} RETURNING 1) SELECT 1 / count(*) FROM changed`
