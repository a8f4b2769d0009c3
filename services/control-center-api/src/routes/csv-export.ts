/** A whole list as CSV: page after page, as fast as the client reads, until it is through or gone. */

import type { UnixNanos } from '@oasis/domain'
import type { Numbered, PageQuery, Scheduler } from '@oasis/ports'
import { stringify } from 'csv-stringify/sync'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../http/problem.ts'
import { streamText } from '../http/stream-reply.ts'

export interface CsvList<Row extends Numbered<unknown>> {
  readonly name: string
  readonly columns: readonly string[]
  readonly rowOf: (row: Row) => Readonly<Record<string, unknown>>
  readonly timeOf: (row: Row) => UnixNanos
  readonly read: (page: PageQuery) => Promise<readonly Row[]>
  readonly span: Pick<PageQuery, 'from' | 'to'>
}

const PAGE = 500
/** At a time: each keeps the store busy. */
const MAX_EXPORTS = 8

/** The better of the two forms that the client takes; JSON where it does not care. */
export function wantsCsv({ headers }: FastifyRequest): boolean {
  const quality = (type: string): number => {
    for (const part of (headers.accept ?? '').split(',')) {
      const [media = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
      if (media !== type) continue
      const q = parameters.find((parameter) => parameter.startsWith('q='))
      return q === undefined ? 1 : Number(q.slice(2)) || 0
    }
    return 0
  }
  const csv = quality('text/csv')
  return csv > 0 && csv > quality('application/json')
}

/** A cursor would say where to begin, and be left out in silence. */
export function refuseCursor(cursor: string | undefined): void {
  if (cursor !== undefined)
    throw new Problem('OTS_HTTP_CURSOR_INVALID', 'CSV has no pages: leave the cursor out')
}

export class CsvExports {
  readonly #scheduler: Scheduler
  #running = 0

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  async send<Row extends Numbered<unknown>>(reply: FastifyReply, list: CsvList<Row>): Promise<FastifyReply> {
    if (this.#running >= MAX_EXPORTS) {
      const detail = `${MAX_EXPORTS} exports are running; try again when one has ended`
      throw new Problem('OTS_HTTP_TOO_MANY_REQUESTS', detail, { headers: { 'retry-after': '10' } })
    }
    this.#running += 1
    try {
      // Whatever is wrong with reading is still a problem here, not half a file.
      const first = await list.read({ limit: PAGE, ...list.span })
      const headers = {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="${list.name}.csv"`,
      }
      return await streamText(reply, headers, this.#chunks(list, first))
    } finally {
      this.#running -= 1
    }
  }

  async *#chunks<Row extends Numbered<unknown>>(list: CsvList<Row>, first: readonly Row[]) {
    yield textOf([list.columns])
    let rows = first
    for (;;) {
      if (rows.length > 0) yield textOf(rows.map((row) => valuesOf(list, row)))
      const last = rows.at(-1)
      if (last === undefined || rows.length < PAGE) return
      // Others have their turn between two pages.
      await this.#scheduler.sleep(0)
      rows = await list.read({ limit: PAGE, ...list.span, before: { ts: list.timeOf(last), seq: last.seq } })
    }
  }
}

function valuesOf<Row extends Numbered<unknown>>({ columns, rowOf }: CsvList<Row>, row: Row): unknown[] {
  const values = rowOf(row)
  return columns.map((column) => values[column])
}

/** Spreadsheets run what begins like a formula: it is written as text. */
const textOf = (rows: readonly (readonly unknown[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { escape_formulas: false, cast: { boolean: String, string: asText } },
  )

/** A number may begin with a minus; nothing else of ours begins with these but what others have made up. */
const asText = (value: string): string => (/^[=+@\t\r]|^-(?![\d.]+$)/.test(value) ? `'${value}` : value)
