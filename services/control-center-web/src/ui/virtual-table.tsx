'use client'
/**
 * A table of very many rows: only those in sight are in the document, in the place that they would have among all, so that it
 * stays a table for those who cannot see it. Rows of two lines take its place where it is narrow. J, K and the arrows move,
 * Enter opens.
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
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { classNames } from './class-names.ts'
import { type RowList, rowsOf } from './row-list.ts'
import { RowSlots } from './row-slots.ts'
import { useKeptPlace } from './use-kept-place.ts'
import { useRowKeys } from './use-row-keys.ts'
import {
  ROLES,
  ROOMS,
  type Sort,
  shownColumns,
  type VirtualColumn,
  VirtualHead,
  VirtualRow,
} from './virtual-row.tsx'

export type { Sort, VirtualColumn } from './virtual-row.tsx'

export interface VirtualTableProps<Row> {
  readonly label: string
  readonly columns: readonly VirtualColumn<Row>[]
  readonly rows: RowList<Row>
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
const NARROW_BELOW = ROOMS[0]
/** Beyond what is in sight, above and below. */
const OVERSCAN = 6
/** The next page is asked for while so many rows are still to come, or half of those there are: scrolling is not to wait for it. */
const NEAR_END = 300

/** Of a hundred thousand rows the virtualizer looks at each one when their count has changed: it is told by the thousand. */
const COUNTED_BY = 1_000

const NO_ROWS: never[] = []

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })

export function VirtualTable<Row extends RowData>(props: VirtualTableProps<Row>) {
  const rows = useSorted(props)
  return <VirtualScroller {...props} rows={rows} />
}

/** Drawn anew at each step of scrolling; what is sorted is not looked at then. */
function VirtualScroller<Row extends RowData>(props: VirtualTableProps<Row>) {
  const { label, columns, rows, keyOf, sort, selected = null, narrow } = props
  const scroller = useRef<HTMLDivElement>(null)
  const room = useRoom(scroller)
  const isNarrow = room < NARROW_BELOW
  const height = isNarrow ? NARROW_ROW : ROW
  const virtualizer = useVirtualizer({
    count: Math.ceil(rows.length / COUNTED_BY) * COUNTED_BY,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    scrollPaddingStart: isNarrow ? 0 : HEAD,
    overscan: OVERSCAN,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows have another height then.
  useEffect(() => virtualizer.measure(), [isNarrow, virtualizer])
  useRange(virtualizer, rows.length, props)
  const open = useStable(props.onOpen)
  const onSort = useStable(props.onSort)
  const shown = useMemo(() => shownColumns(columns, room), [columns, room])
  const { active, onKeyDown } = useRowKeys(virtualizer, { rows, keyOf, onOpen: open })
  useKeptPlace(virtualizer, scroller, { rows, keyOf, height })
  const inSight = virtualizer.getVirtualItems().flatMap(({ index }) => {
    const row = rows.at(index)
    return row === undefined ? [] : [{ index, row, key: keyOf(row) }]
  })
  const first = inSight[0]?.index ?? 0
  const [above, below] = [first * height, (rows.length - first - inSight.length) * height]
  const [slots] = useState(() => new RowSlots())
  const slotOf = slots.deal(inSight.map(({ key }) => key))
  return (
    // biome-ignore lint/a11y/useSemanticElements: it scrolls, and is moved through by keys.
    <div
      ref={scroller}
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1 asks for it where something scrolls.
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="relative min-h-0 flex-1 overflow-auto overscroll-contain bg-surface [overflow-anchor:none]"
    >
      {isNarrow ? (
        <ul aria-label={label} style={{ paddingTop: above, paddingBottom: below }}>
          {inSight.map(({ row, key }) => (
            <NarrowRow
              key={key}
              {...{ row, narrow }}
              onOpen={open}
              isMarked={key === selected || key === active}
            />
          ))}
        </ul>
      ) : (
        <table
          {...ROLES.table}
          aria-label={label}
          aria-rowcount={rows.length + 1}
          className="block whitespace-nowrap text-12 text-body"
        >
          <VirtualHead natural={columns[0]?.key ?? ''} {...{ shown, sort, onSort }} />
          <tbody {...ROLES.group} className="block" style={{ paddingTop: above, paddingBottom: below }}>
            {inSight.map(({ index, row, key }) => (
              <VirtualRow
                key={slotOf.get(key)}
                rowKey={key}
                {...{ row, index, shown, onOpen: open }}
                isSelected={key === selected}
                isActive={key === active}
              />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

interface NarrowRowProps<Row> extends Pick<VirtualTableProps<Row>, 'narrow' | 'onOpen'> {
  readonly row: Row
  readonly isMarked: boolean
}

const NarrowRow = memo(PlainNarrowRow) as typeof PlainNarrowRow

function PlainNarrowRow<Row>({ row, narrow, onOpen, isMarked }: NarrowRowProps<Row>) {
  return (
    <li className="h-[52px] border-line border-b">
      <button
        type="button"
        onClick={() => onOpen(row)}
        className={classNames('block size-full px-3 text-left', isMarked && 'bg-accent-tint')}
      >
        {narrow(row)}
      </button>
    </li>
  )
}

/** TanStack's table holds the order; what a column compares is exact, and its own. */
function useSorted<Row extends RowData>({
  columns,
  rows,
  keyOf,
  sort,
}: VirtualTableProps<Row>): RowList<Row> {
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
    data: useMemo(() => (sort === null ? NO_ROWS : rowsOf(rows)), [sort, rows]),
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
function useStable<Value>(does: (value: Value) => void): (value: Value) => void {
  const newest = useRef(does)
  useEffect(() => {
    newest.current = does
  })
  return useCallback((value) => newest.current(value), [])
}

/** How wide it is, told at the widths at which something changes; undrawn, as wide as can be. */
function useRoom(element: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState<number>(Number.POSITIVE_INFINITY)
  useLayoutEffect(() => {
    if (element.current === null) return
    const tell = (width: number) => setRoom(ROOMS.findLast((from) => from <= width) ?? 0)
    tell(element.current.clientWidth)
    const observer = new ResizeObserver(([entry]) => tell(entry?.contentRect.width ?? 0))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return room
}

function useRange<Row>(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  count: number,
  { onEnd, onRange }: Pick<VirtualTableProps<Row>, 'onEnd' | 'onRange'>,
): void {
  const { startIndex = 0, endIndex: end = 0 } = virtualizer.range ?? {}
  const endIndex = Math.min(end, count - 1)
  useEffect(() => {
    if (count > 0 && endIndex >= count - Math.min(NEAR_END, count / 2)) onEnd?.()
  }, [count, endIndex, onEnd])
  useEffect(() => {
    onRange?.(count === 0 ? 0 : startIndex + 1, count === 0 ? 0 : endIndex + 1)
  }, [count, startIndex, endIndex, onRange])
}
