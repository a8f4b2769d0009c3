/**
 * Kysely over `node:sqlite`: statements are prepared once, and storage failures are told in our own errors. Integers
 * come back as bigint (times are nanoseconds), as they do from PostgreSQL's BIGINT. Kysely itself hands the one
 * connection to one user at a time.
 */
import type { SQLInputValue, StatementSync } from 'node:sqlite'
import { type SqliteFile, toStorageError } from '@oasis/runtime'
import {
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely'

class CachedStatements implements SqliteDatabase {
  readonly #file: SqliteFile
  readonly #statements = new Map<string, SqliteStatement>()

  constructor(file: SqliteFile) {
    this.#file = file
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#file.database.prepare(sql)
    statement.setReadBigInts(true)
    const wrapped = wrap(statement, this.#file.path)
    this.#statements.set(sql, wrapped)
    return wrapped
  }

  close(): void {
    this.#statements.clear()
  }
}

function wrap(statement: StatementSync, path: string): SqliteStatement {
  const guarded =
    <Result>(run: (...parameters: SQLInputValue[]) => Result) =>
    (parameters: unknown): Result => {
      try {
        return run(...(parameters as SQLInputValue[]))
      } catch (error) {
        throw toStorageError(error, path)
      }
    }
  return {
    reader: statement.columns().length > 0,
    all: guarded((...parameters) => statement.all(...parameters)),
    run: guarded((...parameters) => statement.run(...parameters)),
    iterate: guarded((...parameters) => statement.iterate(...parameters)),
  }
}

/** The driver closes its statements; the file itself may have to wait for its checkpointer. */
class SqliteFileDriver extends SqliteDriver {
  readonly #file: SqliteFile

  constructor(file: SqliteFile) {
    super({ database: new CachedStatements(file) })
    this.#file = file
  }

  /** SQLite has rolled back by itself after some failures, a full disk for one. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.database.isTransaction) await super.rollbackTransaction(connection)
  }

  override async destroy(): Promise<void> {
    await super.destroy()
    await this.#file.close()
  }
}

export function sqliteDialect(file: SqliteFile): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteFileDriver(file),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}
