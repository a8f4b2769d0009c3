/** One connection of our own, outside of any pool: for the one that writes, and for leases. Nothing waits for ever. */
import { Client, type ClientConfig } from 'pg'
import { Batch, type BatchEnd, type BatchStatement } from './postgres-batch.ts'

export type Row = Readonly<Record<string, unknown>>

export class PostgresConnection {
  readonly #client: Client
  readonly #answerTimeoutMs: number
  readonly #prepared = new Set<string>()
  #usable = true

  private constructor(client: Client, answerTimeoutMs: number) {
    this.#client = client
    this.#answerTimeoutMs = answerTimeoutMs
    // Whoever waits for an answer is told by that; between two calls it is seen at the next.
    client.on('error', () => {
      this.#usable = false
    })
    client.on('end', () => {
      this.#usable = false
    })
  }

  /** `answerTimeoutMs`: what has no answer by then ends the connection. */
  static async open(config: ClientConfig, answerTimeoutMs: number): Promise<PostgresConnection> {
    const client = new Client(config)
    const connection = new PostgresConnection(client, answerTimeoutMs)
    try {
      await client.connect()
    } catch (error) {
      connection.destroy()
      throw error
    }
    return connection
  }

  get usable(): boolean {
    return this.#usable
  }

  async transact(statements: readonly BatchStatement[]): Promise<BatchEnd> {
    const batch = new Batch(statements, this.#prepared)
    const timer = this.#deadline()
    this.#client.query(batch)
    const end = await batch.end
    clearTimeout(timer)
    if (end.kind === 'COMMITTED') for (const { name } of statements) this.#prepared.add(name)
    if (end.kind === 'UNKNOWN') this.destroy()
    return end
  }

  /** One statement by itself. */
  async query(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const timer = this.#deadline()
    try {
      const { rows } = await this.#client.query<Row>(sql, [...values])
      return rows
    } finally {
      clearTimeout(timer)
    }
  }

  /** Ends it without a word. */
  destroy(): void {
    this.#usable = false
    this.#client.connection.stream.destroy()
  }

  async close(): Promise<void> {
    if (!this.#usable) return this.destroy()
    const timer = this.#deadline()
    await this.#client.end().finally(() => clearTimeout(timer))
  }

  #deadline(): NodeJS.Timeout {
    return setTimeout(() => this.destroy(), this.#answerTimeoutMs)
  }
}
