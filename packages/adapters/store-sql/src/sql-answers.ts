/** The answers that commands were given, by command, kept for ever: the same command again is not applied again. */
import { commandEventCodec } from '@oasis/contracts'
import type { CommandEvent } from '@oasis/domain'
import type { Kysely } from 'kysely'
import { compile } from './compiled.ts'
import type { QueryRunner } from './sql-outbox.ts'

interface AnswerRow {
  readonly command_id: string
  /** An encoded `CommandEvent`. */
  readonly answer: Uint8Array
}

export interface AnswerTables {
  command_answers: AnswerRow
}

export interface SqlAnswers {
  /** Within the caller's transaction, which fails when the command has an answer already. */
  insert(tx: QueryRunner, answer: CommandEvent): Promise<void>
  find(commandId: string): Promise<CommandEvent | undefined>
}

/** For the migration of the store that owns the file. */
export async function createAnswerTable<Tables>(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('command_answers')
    .addColumn('command_id', 'text', (column) => column.primaryKey())
    .addColumn('answer', 'bytea', (column) => column.notNull())
    .execute()
}

export function openSqlAnswers<Tables extends AnswerTables>(database: Kysely<Tables>): SqlAnswers {
  // Kysely's types are invariant in the schema; the constraint above says that the table is there.
  const db = database as unknown as Kysely<AnswerTables>
  const insertRow = compile<AnswerRow>((value) =>
    db.insertInto('command_answers').values({ command_id: value('command_id'), answer: value('answer') }),
  )
  return {
    async insert(tx, answer) {
      await tx.executeQuery(
        insertRow({ command_id: answer.commandId, answer: commandEventCodec.encode(answer) }),
      )
    },
    async find(commandId) {
      const row = await db
        .selectFrom('command_answers')
        .select('answer')
        .where('command_id', '=', commandId)
        .executeTakeFirst()
      return row && commandEventCodec.decode(row.answer)
    },
  }
}
