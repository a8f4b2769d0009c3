/**
 * Writes beside the one writer of a schema, which goes on as if nothing had been: for a command of the terminal, while the
 * service runs. A transaction waits for the writer's row, so that it comes before or after each of the writer's own and
 * never between two statements of one; it takes nothing over, and migrates nothing. For stores alone whose rows say what they
 * were read as, so that neither of the two writes over the other.
 *
 * A write is sent once: where its answer is lost, whoever asked has to look what became of it.
 */
import { OtsError } from '@oasis/runtime'
import { replaced, type Step } from '../sql-database.ts'
import { toParameter } from './postgres-batch.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import { codeOf, toDatabaseError } from './postgres-errors.ts'
import type { StatementNames } from './statement-names.ts'
import { AFTER_WRITER, guarded, NO_ROW } from './writer-row.ts'

export interface PostgresGuestOptions {
  readonly connect: () => Promise<PostgresConnection>
  readonly names: StatementNames
  /** Host and name of the database and the schema, for messages. */
  readonly address: string
}

export class PostgresGuest {
  readonly #options: PostgresGuestOptions

  constructor(options: PostgresGuestOptions) {
    this.#options = options
  }

  /** All of it or nothing. A connection of its own: it is done once in a while. */
  async write(steps: readonly Step[]): Promise<void> {
    const { connect, address } = this.#options
    let connection: PostgresConnection
    try {
      connection = await connect()
    } catch (error) {
      throw toDatabaseError(error, address)
    }
    try {
      await this.#carryOut(connection, steps)
    } finally {
      await connection.close()
    }
  }

  async #carryOut(connection: PostgresConnection, steps: readonly Step[]): Promise<void> {
    const { names, address } = this.#options
    const statements = steps.map(({ sql, parameters, orElse }) => {
      const text = orElse === undefined ? sql : guarded(sql)
      return { name: names.of(text), sql: text, values: parameters.map(toParameter) }
    })
    const wait = { name: names.of(AFTER_WRITER), sql: AFTER_WRITER, values: [] }
    const end = await connection.transact([wait, ...statements])
    if (end.kind === 'COMMITTED') return
    if (end.kind === 'UNKNOWN') throw inDoubt(address, end.error)
    const step = codeOf(end.error) === NO_ROW ? steps[end.at - 1] : undefined
    if (step === undefined) throw toDatabaseError(end.error, address)
    await this.#carryOut(connection, replaced(steps, step))
  }
}

const inDoubt = (address: string, cause: unknown): OtsError =>
  new OtsError('OTS_WRITE_IN_DOUBT', `${address}: the connection was lost before the answer to a write`, {
    cause,
    hint: 'It was done, or it was not: look before doing it again.',
  })
