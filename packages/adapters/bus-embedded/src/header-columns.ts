/**
 * Headers in columns instead of JSON: content type and schema repeat with every record of a topic and are kept once,
 * event id and trace have columns of their own, and whatever else there is goes into a JSON object.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { BusHeaders } from '@oasis/ports'

export interface HeaderColumns {
  readonly headerSet: number
  readonly eventId: string | null
  readonly traceparent: string | null
  readonly more: string | null
}

interface HeaderSet {
  readonly contentType: string | undefined
  readonly schema: string | undefined
}

const KNOWN = new Set(['content-type', 'schema', 'event-id', 'traceparent'])

export class HeaderSets {
  readonly #insert: StatementSync
  readonly #byId = new Map<number, HeaderSet>()
  #fresh: HeaderSet[] = []
  readonly #ids = new Map<string | undefined, Map<string | undefined, number>>()

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare('INSERT INTO header_sets (content_type, schema) VALUES (?, ?)')
    for (const row of database.prepare('SELECT id, content_type, schema FROM header_sets').all()) {
      this.#remember(Number(row.id), {
        contentType: row.content_type === null ? undefined : String(row.content_type),
        schema: row.schema === null ? undefined : String(row.schema),
      })
    }
  }

  /** Writes a set that was never seen: to be called within a transaction, and followed by its outcome. */
  pack(headers: BusHeaders): HeaderColumns {
    return {
      headerSet: this.#idOf(headers['content-type'], headers.schema),
      eventId: headers['event-id'] ?? null,
      traceparent: headers.traceparent ?? null,
      more: packOthers(headers),
    }
  }

  unpack(columns: HeaderColumns): BusHeaders {
    const set = this.#byId.get(columns.headerSet)
    const headers: Record<string, string> = {}
    if (set?.contentType !== undefined) headers['content-type'] = set.contentType
    if (set?.schema !== undefined) headers.schema = set.schema
    if (columns.eventId !== null) headers['event-id'] = columns.eventId
    if (columns.traceparent !== null) headers.traceparent = columns.traceparent
    // Spread defines properties where Object.assign would set them: `__proto__` is a header like any other.
    return columns.more === null ? headers : { ...headers, ...JSON.parse(columns.more) }
  }

  committed(): void {
    if (this.#fresh.length > 0) this.#fresh = []
  }

  rolledBack(): void {
    for (const set of this.#fresh) this.#ids.get(set.contentType)?.delete(set.schema)
    this.#fresh = []
  }

  #idOf(contentType: string | undefined, schema: string | undefined): number {
    const known = this.#ids.get(contentType)?.get(schema)
    if (known !== undefined) return known
    const id = Number(this.#insert.run(contentType ?? null, schema ?? null).lastInsertRowid)
    const set = { contentType, schema }
    this.#remember(id, set)
    this.#fresh.push(set)
    return id
  }

  #remember(id: number, set: HeaderSet): void {
    this.#byId.set(id, set)
    const bySchema = this.#ids.get(set.contentType) ?? new Map<string | undefined, number>()
    bySchema.set(set.schema, id)
    this.#ids.set(set.contentType, bySchema)
  }
}

function packOthers(headers: BusHeaders): string | null {
  let others: Record<string, string> | undefined
  for (const name in headers) {
    const value = headers[name]
    if (KNOWN.has(name) || value === undefined) continue
    others = { ...others, [name]: value }
  }
  return others === undefined ? null : JSON.stringify(others)
}
