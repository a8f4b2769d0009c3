/** The answers that commands were given, by command, kept for ever: the same command again is not applied again. */
import { commandEventCodec } from '@oasis/contracts'
import type { CommandEvent } from '@oasis/domain'
import type { Kysely } from 'kysely'
import { type Columns, compile, itself, placeholders } from './compiled.ts'
import { createTable } from './create-table.ts'
import { type SqlDatabase, type Step, step } from './sql-database.ts'

interface AnswerRow {
  readonly command_id: string
  /** An encoded `CommandEvent`. */
  readonly answer: Uint8Array
}

export interface AnswerTables {
  command_answers: AnswerRow
}

export interface SqlAnswers {
  /** To be taken in the caller's transaction, which fails when the command has an answer already. */
  keep(answer: CommandEvent | undefined): readonly Step[]
  find(commandId: string): Promise<CommandEvent | undefined>
}

/** For the migration of the store that owns the file. */
export async function createAnswerTable<Tables>(db: Kysely<Tables>): Promise<void> {
  await createTable(db, 'command_answers', ['command_id'], { command_id: 'text', answer: 'bytes' })
}

export function openSqlAnswers<Tables extends AnswerTables>(tables: SqlDatabase<Tables>): SqlAnswers {
  // Kysely's types are invariant in the schema; the constraint above says that the table is there.
  const database = tables as unknown as SqlDatabase<AnswerTables>
  const db = database.queries
  const insertAnswer = compile<CommandEvent>((at) =>
    db.insertInto('command_answers').values(placeholders(COLUMNS, at)),
  )
  const findAnswer = compile<string, AnswerRow>((at) =>
    db.selectFrom('command_answers').selectAll().where('command_id', '=', at(itself)),
  )
  return {
    keep: (answer) => (answer === undefined ? [] : [step(insertAnswer, answer)]),
    async find(commandId) {
      const [row] = await database.read(findAnswer, commandId)
      return row && commandEventCodec.decode(row.answer)
    },
  }
}

const COLUMNS: Columns<AnswerRow, CommandEvent> = {
  command_id: (answer) => answer.commandId,
  answer: (answer) => commandEventCodec.encode(answer),
}
