/** The connection that a lease is waited for and renewed over; made anew when it was lost. One question at a time. */
import type { PostgresConnection, Row } from './postgres-connection.ts'

export class LeaseSession {
  readonly connect: () => Promise<PostgresConnection>
  #connection: PostgresConnection | undefined
  #closed = false

  constructor(connect: () => Promise<PostgresConnection>) {
    this.connect = connect
  }

  async query(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return (await this.connection()).query(sql, values)
  }

  async connection(): Promise<PostgresConnection> {
    if (this.#connection?.usable) return this.#connection
    const connection = await this.connect()
    if (this.#closed) {
      connection.destroy()
      throw new Error('the lease is closed')
    }
    this.#connection = connection
    return connection
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#connection?.close()
  }
}
