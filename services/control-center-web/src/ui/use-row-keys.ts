'use client'
/** J, K and the arrows move from row to row, Enter opens. */
import type { Virtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { RowList } from './row-list.ts'
import { placeOf } from './row-place.ts'

const STEPS: Readonly<Record<string, number>> = {
  j: 1,
  ArrowDown: 1,
  k: -1,
  ArrowUp: -1,
  PageDown: 20,
  PageUp: -20,
}

interface Keyed<Row> {
  readonly rows: RowList<Row>
  readonly keyOf: (row: Row) => string
  readonly onOpen: (row: Row) => void
}

/** It is a row that is marked, not a place: what is opened is what was marked, whatever comes before it meanwhile. */
export function useRowKeys<Row>(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  { rows, keyOf, onOpen }: Keyed<Row>,
) {
  const [active, setActive] = useState<string>()
  const lastPlace = useRef(-1)
  const place = active === undefined ? undefined : placeOf(rows, keyOf, active, lastPlace.current)
  useEffect(() => {
    if (place !== undefined) lastPlace.current = place
  }, [place])
  const go = (index: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, index))
    const row = rows.at(next)
    if (row === undefined) return
    lastPlace.current = next
    setActive(keyOf(row))
    virtualizer.scrollToIndex(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = STEPS[event.key]
    const row = place === undefined ? undefined : rows.at(place)
    if (step !== undefined) go((place ?? lastPlace.current) + step)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(rows.length - 1)
    else if (event.key === 'Enter' && row !== undefined && event.target === event.currentTarget) onOpen(row)
    else return
    event.preventDefault()
  }
  return { active: place === undefined ? undefined : active, onKeyDown }
}
