/**
 * Lists by cursor. Invariant: what is returned is the whole list. A cursor that comes a second time, or one that is
 * missing where more is said to follow, is a list cut short: that fails when asking again does not help, since "not
 * listed" must not be concluded from it.
 */
export interface Page<T> {
  readonly items: readonly T[]
  /** '' at the end. */
  readonly cursor: string
  /** Undefined where the list has no such field: then the cursor alone tells. */
  readonly hasNext?: boolean
}

export class PagingStuck extends Error {
  constructor(path: string, pages: number) {
    super(`the list ${path} does not end: page ${pages} points back, or nowhere`)
    this.name = 'PagingStuck'
  }
}

export async function* pagesOf<T>(
  path: string,
  fetchPage: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<readonly T[]> {
  const seen = new Set<string>()
  let cursor: string | undefined
  let again = 0
  for (let pages = 1; ; pages++) {
    const page = await fetchPage(cursor)
    yield page.items
    const { hasNext = page.cursor !== '' } = page
    if (!hasNext) return
    const leadsOn = page.cursor !== '' && !seen.has(page.cursor)
    if (leadsOn) {
      seen.add(page.cursor)
      cursor = page.cursor
    } else if (++again > ASKED_AGAIN) throw new PagingStuck(path, pages)
  }
}

/** In one list: a page that leads nowhere may be a passing fault, and is asked for once more. */
const ASKED_AGAIN = 2

/** Each once: a list that changes between two pages shows some twice. The later one counts. */
export async function collectPages<T>(
  pages: AsyncGenerator<readonly T[]>,
  keyOf: (item: T) => string,
): Promise<readonly T[]> {
  const byKey = new Map<string, T>()
  for await (const page of pages) for (const item of page) byKey.set(keyOf(item), item)
  return [...byKey.values()]
}
