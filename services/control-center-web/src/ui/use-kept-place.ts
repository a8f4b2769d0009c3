'use client'
/** Keeps the rows that somebody reads where they are, when others come before them. */
import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { RowList } from './row-list.ts'
import { placeOf } from './row-place.ts'

interface Kept<Row> {
  readonly rows: RowList<Row>
  readonly keyOf: (row: Row) => string
  /** Of each row, in px. */
  readonly height: number
}

interface Anchor {
  readonly rows: unknown
  readonly key: string
  readonly index: number
  readonly offset: number
}

/**
 * At the top the newest come into sight, as they do while one scrolls: the browser would end the scrolling. Otherwise the
 * place moves with the first row in sight, before anything is drawn, so that nothing in the document has to be moved.
 */
export function useKeptPlace<Row>(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  scroller: RefObject<HTMLDivElement | null>,
  { rows, keyOf, height }: Kept<Row>,
): void {
  const anchor = useRef<Anchor>(undefined)
  const at = anchor.current
  let moved: number | undefined
  if (at !== undefined && at.rows !== rows && at.offset >= height && !virtualizer.isScrolling) {
    const place = placeOf(rows, keyOf, at.key, at.index) ?? at.index
    if (place !== at.index) moved = at.offset + (place - at.index) * height
  }
  // Drawn twice, it comes to the same.
  if (moved !== undefined) virtualizer.scrollOffset = moved
  useLayoutEffect(() => {
    if (moved !== undefined && scroller.current !== null) scroller.current.scrollTop = moved
    const offset = virtualizer.scrollOffset ?? 0
    const index = Math.floor(offset / height)
    const row = rows.at(index)
    anchor.current = row === undefined ? undefined : { rows, key: keyOf(row), index, offset }
  })
}
