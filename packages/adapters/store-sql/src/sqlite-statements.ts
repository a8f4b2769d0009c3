/**
 * The hot path to one SQLite file: each statement is prepared once, and a transaction is one synchronous call. Integers
 * are read as bigint (times are nanoseconds), as they come from PostgreSQL's BIGINT. Failures are told in our own
 * errors; whatever fails, nothing of the transaction stays.
 */
import type { SQLInputValue, StatementSync } from 'node:sqlite'
import { type SqliteFile, toStorageError } from '@oasis/runtime'
import type { CompiledStatement } from './compiled.ts'
import type { Step } from './sql-database.ts'

export class SqliteStatements {
  readonly #file: SqliteFile
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  readonly #rollback: StatementSync
  readonly #prepared = new Map<string, StatementSync>()

  constructor(file: SqliteFile) {
    this.#file = file
    this.#begin = file.database.prepare('BEGIN IMMEDIATE')
    this.#commit = file.database.prepare('COMMIT')
    this.#rollback = file.database.prepare('ROLLBACK')
  }

  transact(steps: readonly Step[]): void {
    const { database, path } = this.#file
    if (database.isTransaction) throw new Error(`${path}: a transaction is open that was not begun here`)
    try {
      this.#begin.run()
      for (const each of steps) this.#take(each)
      this.#commit.run()
    } catch (error) {
      // SQLite has rolled back by itself after some failures, a full disk for one.
      if (database.isTransaction) this.#rollback.run()
      throw toStorageError(error, path)
    }
  }

  all<Value, Row>(statement: CompiledStatement<Value, Row>, value: Value): readonly Row[] {
    try {
      // Rows are as the statement's own type says, which Kysely has derived from the tables.
      return this.#prepare(statement.sql).all(...parametersOf(statement.bind(value))) as Row[]
    } catch (error) {
      throw toStorageError(error, this.#file.path)
    }
  }

  #take({ sql, parameters, orElse }: Step): void {
    const { changes } = this.#prepare(sql).run(...parametersOf(parameters))
    if (orElse !== undefined && Number(changes) === 0) this.#take(orElse())
  }

  #prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.#file.database.prepare(sql)
    statement.setReadBigInts(true)
    this.#prepared.set(sql, statement)
    return statement
  }
}

/** What cannot be bound SQLite itself refuses, and with it the transaction. */
const parametersOf = (parameters: readonly unknown[]): SQLInputValue[] => parameters as SQLInputValue[]
