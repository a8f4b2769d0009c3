/**
 * One transaction in one round trip: all statements of it are sent at once, and then the one Sync that commits them. In
 * PostgreSQL's extended protocol everything between two Syncs is one transaction, and after a failure the server skips
 * all that follows up to the Sync: so there is no statement that could take effect by itself.
 * https://www.postgresql.org/docs/15/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
import { type Connection, DatabaseError, type Submittable } from 'pg'

export type ParameterValue = string | Buffer | null

export interface BatchStatement {
  /** The statement is prepared under it, once for each connection. */
  readonly name: string
  readonly sql: string
  readonly values: readonly ParameterValue[]
}

export type BatchEnd =
  /** The server has said so. */
  | { readonly kind: 'COMMITTED' }
  /** The server has refused a statement, and the connection goes on: nothing is written, and nothing will be. */
  | { readonly kind: 'REFUSED'; readonly error: DatabaseError; readonly at: number }
  /** The connection ended without an answer: it may be written, or still be on its way. */
  | { readonly kind: 'UNKNOWN'; readonly error: unknown }

export class Batch implements Submittable {
  readonly #statements: readonly BatchStatement[]
  readonly #prepared: ReadonlySet<string>
  readonly #resolve: (end: BatchEnd) => void
  readonly end: Promise<BatchEnd>
  #completed = 0

  /** `prepared`: names that the connection knows for certain. */
  constructor(statements: readonly BatchStatement[], prepared: ReadonlySet<string>) {
    this.#statements = statements
    this.#prepared = prepared
    const { promise, resolve } = Promise.withResolvers<BatchEnd>()
    this.end = promise
    this.#resolve = resolve
  }

  submit(connection: Connection): void {
    const fresh = new Set<string>()
    connection.stream.cork()
    for (const { name, sql, values } of this.#statements) {
      if (!this.#prepared.has(name) && !fresh.has(name)) {
        fresh.add(name)
        // A batch that failed may have prepared it: closing what is not there is no error.
        connection.close({ type: 'S', name }, true)
        connection.parse({ name, text: sql, types: [] }, true)
      }
      connection.bind({ statement: name, values: [...values] }, true)
      connection.execute(null, true)
    }
    connection.sync()
    connection.stream.uncork()
  }

  // What follows is called by the client of `pg`, as for its own Query.

  handleCommandComplete(): void {
    this.#completed += 1
  }

  handleReadyForQuery(): void {
    this.#resolve({ kind: 'COMMITTED' })
  }

  handleError(error: unknown, connection: Connection): void {
    if (!(error instanceof DatabaseError)) {
      this.#resolve({ kind: 'UNKNOWN', error })
      return
    }
    // An error that ends the session looks the same, and may have come after the commit: only a server that is ready
    // for more has rolled back.
    const at = this.#completed
    const refused = () => {
      connection.off('end', unknown)
      this.#resolve({ kind: 'REFUSED', error, at })
    }
    const unknown = () => {
      connection.off('readyForQuery', refused)
      this.#resolve({ kind: 'UNKNOWN', error })
    }
    connection.once('readyForQuery', refused)
    connection.once('end', unknown)
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}

/** What `pg` would bind in its own way, or not at all, is refused before anything is sent. */
export function toParameter(value: unknown): ParameterValue {
  if (typeof value === 'string' || value === null) return value
  if (typeof value === 'bigint' || typeof value === 'number') return String(value)
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  throw new TypeError(`a value of type ${typeof value} cannot be written to a database`)
}
