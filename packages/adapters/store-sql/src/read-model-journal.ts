/** What was written, in the order of writing, for clients that go on where they were: several tables, merged by number. */
import { accountEventCodec, commandEventCodec, feedStatusCodec, riskDecisionCodec } from '@oasis/contracts'
import type { UnixNanos } from '@oasis/domain'
import type { JournalEntry, JournalPage } from '@oasis/ports'
import type { ReadModelStatements } from './read-model-statements.ts'
import type { ReadModelTables } from './read-model-tables.ts'
import type { SqlDatabase } from './sql-database.ts'

interface Part {
  readonly entries: readonly JournalEntry[]
  /** Up to here the table has been read; undefined: to its end. */
  readonly upTo: number | undefined
}

export async function readJournal(
  database: SqlDatabase<ReadModelTables>,
  statements: ReadModelStatements,
  { after, limit, lastSeq }: { readonly after: number; readonly limit: number; readonly lastSeq: number },
): Promise<JournalPage> {
  const asked = { seq: BigInt(after), limit }
  const part = <Row extends { readonly seq: bigint }>(
    rows: readonly Row[],
    toEntry: (row: Row) => JournalEntry | undefined,
  ): Part => ({
    entries: rows.map(toEntry).filter((entry) => entry !== undefined),
    upTo: rows.length < limit ? undefined : Number(rows.at(-1)?.seq),
  })
  const parts = [
    part(await database.read(statements.accountEventsAfter, asked), ({ seq, data }) => ({
      ...{ kind: 'ACCOUNT', seq: Number(seq) },
      value: accountEventCodec.decode(data),
    })),
    part(await database.read(statements.decisionsAfter, asked), ({ seq, data }) => {
      const value = riskDecisionCodec.decode(data)
      return value.verdict.result === 'DENIED' ? { kind: 'DENIAL', seq: Number(seq), value } : undefined
    }),
    part(await database.read(statements.feedsAfter, asked), ({ seq, data }) => ({
      ...{ kind: 'FEED', seq: Number(seq) },
      value: feedStatusCodec.decode(data),
    })),
    part(await database.read(statements.commandEventsAfter, asked), ({ seq, data }) => ({
      ...{ kind: 'CONTROL', seq: Number(seq) },
      value: commandEventCodec.decode(data),
    })),
    part(await database.read(statements.commandChangesAfter, asked), ({ seq, ts, command_id, json }) => ({
      ...{ kind: 'COMMAND', seq: Number(seq) },
      value: { commandId: command_id, ts: ts as UnixNanos, json },
    })),
  ]
  const ends = parts.flatMap(({ upTo }) => (upTo === undefined ? [] : [upTo]))
  const upTo = ends.length === 0 ? Math.max(after, lastSeq) : Math.min(...ends)
  const entries = parts.flatMap((of) => of.entries).filter(({ seq }) => seq <= upTo)
  return { entries: entries.sort((a, b) => a.seq - b.seq), upTo, isLast: ends.length === 0 }
}
