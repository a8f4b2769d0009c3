'use client'
/**
 * Rows of a table that is scrolled fast. Each is a line of its own, laid out without regard to the others: what is a table to
 * those who cannot see it (the roles say so) is none to the browser, which would measure all of it for each row that comes.
 */
import { memo, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface Sort {
  readonly key: string
  readonly isDescending: boolean
}

export interface VirtualColumn<Row> {
  readonly key: string
  readonly head: string
  /** Of Tailwind: `w-[120px]`. Left out for the one that takes what room there is. */
  readonly width?: string
  readonly isNumber?: boolean
  /** Cut off where it does not fit, as what takes the room that there is always is. */
  readonly isLong?: boolean
  /** The width of the table, in pixels, from which on it is shown. */
  readonly from?: Room
  /** Best as text alone: there are hundreds of cells in sight, and each element in them costs. */
  readonly cell: (row: Row) => ReactNode
  /** On hover. */
  readonly title?: (row: Row) => string | undefined
  /** How all of its cells look, and how one does. */
  readonly className?: string
  readonly look?: (row: Row) => string
  /** Ascending; without it the column cannot be sorted by. */
  readonly compare?: (a: Row, b: Row) => number
}

/** By a table's own elements, since one that is not laid out as a table is none to every browser. */
export const ROLES = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const

/** Widths of a table at which it shows more. */
export const ROOMS = [660, 780, 840, 960, 1060, 1180] as const
type Room = (typeof ROOMS)[number]

/** A column that there is room for, with the classes of its cells. */
export interface ShownColumn<Row> {
  readonly column: VirtualColumn<Row>
  readonly className: string
}

export function shownColumns<Row>(
  columns: readonly VirtualColumn<Row>[],
  room: number,
): readonly ShownColumn<Row>[] {
  const shown = columns.filter(({ from = 0 }) => from <= room)
  const isFilled = shown.some(({ width }) => width === undefined)
  return shown.map((column, i) => {
    const { width, isNumber = false, isLong = false, className } = column
    const grows = width === undefined || (!isFilled && i === shown.length - 1)
    return {
      column,
      className: classNames(
        'px-2',
        // Each box that cuts off what does not fit costs at every frame: only text of any length has one. Numbers are never cut.
        (isLong || width === undefined) && 'overflow-clip text-ellipsis',
        i === 0 && 'pl-4',
        i === shown.length - 1 && 'pr-4',
        isNumber && 'text-right',
        grows ? 'min-w-0 flex-1' : `flex-none ${width}`,
        className,
      ),
    }
  })
}

export interface VirtualHeadProps<Row> {
  readonly shown: readonly ShownColumn<Row>[]
  /** The column by which the rows come, newest first. */
  readonly natural: string
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
}

/** Descending, ascending, and as they come. */
function nextSort(key: string, sort: Sort | null): Sort | null {
  if (sort?.key !== key) return { key, isDescending: true }
  return sort.isDescending ? { key, isDescending: false } : null
}

function directionOf(key: string, sort: Sort | null, natural: string): 'ascending' | 'descending' | 'none' {
  if (sort === null) return key === natural ? 'descending' : 'none'
  return sort.key !== key ? 'none' : sort.isDescending ? 'descending' : 'ascending'
}

export const VirtualHead = memo(PlainHead) as typeof PlainHead

function PlainHead<Row>({ shown, natural, sort, onSort }: VirtualHeadProps<Row>) {
  return (
    <thead {...ROLES.group} className="sticky top-0 z-10 block bg-surface">
      <tr {...ROLES.row} aria-rowindex={1} className="flex h-7 items-center border-line border-b">
        {shown.map(({ column: { key, head, compare }, className }) => {
          const direction = directionOf(key, sort, natural)
          return (
            <th
              key={key}
              scope="col"
              {...ROLES.head}
              aria-sort={compare === undefined ? undefined : direction}
              className={classNames(className, 'font-normal font-sans text-11 text-faint')}
            >
              {compare === undefined ? (
                head
              ) : (
                <button
                  type="button"
                  onClick={() => onSort(nextSort(key, sort))}
                  className="hover:text-strong"
                >
                  {head}
                  <span aria-hidden className="inline-block w-3 text-center text-strong">
                    {direction === 'descending' ? '↓' : direction === 'ascending' ? '↑' : ''}
                  </span>
                </button>
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

export interface VirtualRowProps<Row> {
  readonly row: Row
  readonly rowKey: string
  readonly index: number
  readonly shown: readonly ShownColumn<Row>[]
  readonly isSelected: boolean
  readonly isActive: boolean
  readonly onOpen: (row: Row) => void
}

/** Drawn anew only when it changes itself, however many arrive above it. */
export const VirtualRow = memo(PlainRow) as typeof PlainRow

const LINE = 'flex h-[25px] cursor-pointer items-center border-line border-b hover:bg-surface-2'
const ACTIVE = `${LINE} bg-surface-2`
const SELECTED = `${LINE} bg-accent-tint shadow-[inset_2px_0_0_var(--accent)]`

function PlainRow<Row>({ row, rowKey, index, shown, isSelected, isActive, onOpen }: VirtualRowProps<Row>) {
  return (
    <tr
      {...ROLES.row}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-current={isActive ? true : undefined}
      onClick={() => onOpen(row)}
      className={isSelected ? SELECTED : isActive ? ACTIVE : LINE}
    >
      {shown.map(({ column, className }, i) => (
        <td
          key={column.key}
          {...ROLES.cell}
          title={column.title?.(row)}
          className={column.look === undefined ? className : `${className} ${column.look(row)}`}
        >
          {i === 0 ? (
            // Another row's is another button: who has reached it is not to find themselves at another order.
            <button
              key={rowKey}
              type="button"
              tabIndex={-1}
              onClick={(event) => {
                event.stopPropagation()
                onOpen(row)
              }}
            >
              {column.cell(row)}
            </button>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  )
}
