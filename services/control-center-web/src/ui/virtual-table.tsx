'use client'
/**
 * A table of very many rows: only those in sight are in the document, between two spacers, so that it stays a table for
 * those who cannot see it. Rows of two lines take its place where it is narrow. J, K and the arrows move, Enter opens.
 */
import {
  type ColumnDef,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { classNames } from './class-names.ts'
import { type Sort, type VirtualColumn, VirtualHead, VirtualRow } from './virtual-row.tsx'

export type { Sort, VirtualColumn } from './virtual-row.tsx'

export interface VirtualTableProps<Row> {
  readonly label: string
  readonly columns: readonly VirtualColumn<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** As they come, where left out. */
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
  readonly selected?: string | null
  readonly onOpen: (row: Row) => void
  /** A row where there is no room for columns. */
  readonly narrow: (row: Row) => ReactNode
  /** Whether it may be changed; told when the end comes into sight. */
  readonly onEnd?: () => void
  /** The first and the last row in sight, counted from 1. */
  readonly onRange?: (from: number, to: number) => void
}

const ROW = 25
const NARROW_ROW = 52
const HEAD = 28
const NARROW_BELOW = 520
const OVERSCAN = 14
const NEAR_END = 60

const NO_ROWS: never[] = []

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })

export function VirtualTable<Row extends RowData>(props: VirtualTableProps<Row>) {
  const { label, columns, keyOf, sort, onSort, selected = null, onOpen, narrow } = props
  const scroller = useRef<HTMLDivElement>(null)
  const isNarrow = useIsNarrow(scroller)
  const rows = useSorted(props)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? NARROW_ROW : ROW),
    scrollPaddingStart: isNarrow ? 0 : HEAD,
    overscan: OVERSCAN,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows have another height then.
  useEffect(() => virtualizer.measure(), [isNarrow, virtualizer])
  useRange(virtualizer, rows.length, props)
  const open = useStable(onOpen)
  const { active, onKeyDown } = useKeys(virtualizer, rows, open)
  const items = virtualizer.getVirtualItems()
  const [above, below] = [items[0]?.start ?? 0, virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)]
  const shown = items.flatMap(({ index }) => {
    const row = rows[index]
    return row === undefined ? [] : [{ index, row, key: keyOf(row) }]
  })
  return (
    // biome-ignore lint/a11y/useSemanticElements: it scrolls, and is moved through by keys.
    <div
      ref={scroller}
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1 asks for it where something scrolls.
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="@container relative min-h-0 flex-1 overflow-auto overscroll-contain bg-surface [overflow-anchor:none]"
    >
      {isNarrow ? (
        <ul aria-label={label} style={{ paddingTop: above, paddingBottom: below }}>
          {shown.map(({ index, row, key }) => (
            <li key={key} className="h-[52px] border-line border-b">
              <button
                type="button"
                onClick={() => onOpen(row)}
                className={classNames(
                  'block size-full px-3 text-left',
                  (key === selected || index === active) && 'bg-accent-tint',
                )}
              >
                {narrow(row)}
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <table
          aria-label={label}
          aria-rowcount={rows.length + 1}
          className="w-full table-fixed border-separate border-spacing-0 text-12"
        >
          <VirtualHead natural={columns[0]?.key ?? ''} columns={columns} sort={sort} onSort={onSort} />
          <tbody>
            <Spacer height={above} columns={columns.length} />
            {shown.map(({ index, row, key }) => (
              <VirtualRow
                key={key}
                {...{ row, index, columns, onOpen: open }}
                isSelected={key === selected}
                isActive={index === active}
              />
            ))}
            <Spacer height={below} columns={columns.length} />
          </tbody>
        </table>
      )}
    </div>
  )
}

const Spacer = ({ height, columns }: { readonly height: number; readonly columns: number }) =>
  height <= 0 ? null : (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height }} className="p-0" />
    </tr>
  )

/** TanStack's table holds the order; what a column compares is exact, and its own. */
function useSorted<Row extends RowData>({
  columns,
  rows,
  keyOf,
  sort,
}: VirtualTableProps<Row>): readonly Row[] {
  const definitions = useMemo(
    () =>
      columns.map(
        ({ key, compare }): ColumnDef<typeof features, Row> => ({
          id: key,
          accessorFn: (row: Row) => row,
          enableSorting: compare !== undefined,
          sortFn: (a, b) => compare?.(a.original, b.original) ?? 0,
        }),
      ),
    [columns],
  )
  const sorting = useMemo<SortingState>(
    () => (sort === null ? [] : [{ id: sort.key, desc: sort.isDescending }]),
    [sort],
  )
  const table = useTable({
    features,
    columns: definitions,
    data: sort === null ? NO_ROWS : rows,
    getRowId: keyOf,
    state: { sorting },
  })
  const model = table.getRowModel()
  // Where nothing is sorted, the rows as they came: of a hundred thousand, none is wrapped in a row of the table.
  return useMemo(
    () => (sort === null ? rows : model.rows.map(({ original }) => original)),
    [sort, rows, model],
  )
}

/** The same function at each render, or every row would be drawn anew. */
function useStable<Row>(onOpen: (row: Row) => void): (row: Row) => void {
  const newest = useRef(onOpen)
  useEffect(() => {
    newest.current = onOpen
  })
  return useCallback((row) => newest.current(row), [])
}

function useIsNarrow(element: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setIsNarrow] = useState(false)
  useEffect(() => {
    if (element.current === null) return
    const observer = new ResizeObserver(([entry]) =>
      setIsNarrow((entry?.contentRect.width ?? 0) < NARROW_BELOW),
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return isNarrow
}

function useRange<Row>(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  count: number,
  { onEnd, onRange }: Pick<VirtualTableProps<Row>, 'onEnd' | 'onRange'>,
): void {
  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {}
  useEffect(() => {
    if (count > 0 && endIndex >= count - NEAR_END) onEnd?.()
  }, [count, endIndex, onEnd])
  useEffect(() => {
    onRange?.(count === 0 ? 0 : startIndex + 1, count === 0 ? 0 : endIndex + 1)
  }, [count, startIndex, endIndex, onRange])
}

const STEPS: Readonly<Record<string, number>> = {
  j: 1,
  ArrowDown: 1,
  k: -1,
  ArrowUp: -1,
  PageDown: 20,
  PageUp: -20,
}

function useKeys<Row>(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  rows: readonly Row[],
  onOpen: (row: Row) => void,
) {
  const [active, setActive] = useState(-1)
  const go = (index: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, index))
    setActive(next)
    virtualizer.scrollToIndex(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = STEPS[event.key]
    const row = rows[active]
    if (step !== undefined) go(active + step)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(rows.length - 1)
    else if (event.key === 'Enter' && row !== undefined && event.target === event.currentTarget) onOpen(row)
    else return
    event.preventDefault()
  }
  return { active, onKeyDown }
}
