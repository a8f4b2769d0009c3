/** Pages of a list: `?limit=&cursor=`, and `nextCursor` until there is no more. */
import { z } from 'zod'
import { type CursorScope, decodeCursor, encodeCursor, MAX_CURSOR_LENGTH } from '../core/cursor.ts'
import { Problem } from './problem.ts'

export const MAX_PAGE = 500
const DEFAULT_PAGE = 50

/** To be spread into a route's query schema. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE),
  cursor: z.string().min(1).max(MAX_CURSOR_LENGTH).optional().describe('`nextCursor` of the page before'),
}

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable().describe('null on the last page') })

export interface Page<T> {
  readonly items: T[]
  readonly nextCursor: string | null
}

export interface PageRequest<Row> {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly scope: CursorScope
  /** The sort key of a row, as text. */
  readonly positionOf: (row: Row) => readonly string[]
  /** Reads `limit` rows after that position; from the beginning where there is none. */
  readonly read: (limit: number, after: readonly string[] | undefined) => Promise<readonly Row[]>
}

export class Pager {
  readonly #key: Uint8Array

  constructor(key: Uint8Array) {
    this.#key = key
  }

  /** One more row is read than shown: only then is there a next page. Throws a {@link Problem} on a foreign cursor. */
  async page<Row>(request: PageRequest<Row>): Promise<Page<Row>> {
    const { limit, cursor, scope, positionOf, read } = request
    const rows = await read(limit + 1, cursor === undefined ? undefined : this.positionIn(cursor, scope))
    const items = rows.slice(0, limit)
    const last = rows.length > limit ? items.at(-1) : undefined
    return {
      items,
      nextCursor: last === undefined ? null : encodeCursor(this.#key, scope, positionOf(last)),
    }
  }

  positionIn(cursor: string, scope: CursorScope): readonly string[] {
    const position = decodeCursor(this.#key, scope, cursor)
    if (position === undefined) throw new Problem('OTS_HTTP_CURSOR_INVALID')
    return position
  }
}
