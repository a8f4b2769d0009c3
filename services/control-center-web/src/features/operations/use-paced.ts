'use client'
/**
 * A list that is sorted or searched is looked through from end to end for each row that is new in it: a long one is not at
 * each thing that happens, but the less often the longer it is.
 */
import { useEffect, useRef, useState } from 'react'
import type { RowList } from '../../ui/row-list.ts'

/** Up to so many rows it takes no longer than to draw a frame. */
const SHORT = 2_000
const MS_FOR_A_ROW = 0.05

export function usePaced<Row>(rows: RowList<Row>, isLookedThrough: boolean): RowList<Row> {
  const [shown, setShown] = useState<RowList<Row>>()
  const newest = useRef(rows)
  useEffect(() => {
    newest.current = rows
  })
  const isPaced = isLookedThrough && rows.length > SHORT
  // By the thousand, or each row would begin the time anew.
  const everyMs = Math.ceil(rows.length / 1_000) * 1_000 * MS_FOR_A_ROW
  useEffect(() => {
    if (!isPaced) return
    const show = () => setShown(newest.current)
    show()
    const timer = setInterval(show, everyMs)
    return () => {
      clearInterval(timer)
      setShown(undefined)
    }
  }, [isPaced, everyMs])
  return isPaced && shown !== undefined ? shown : rows
}
