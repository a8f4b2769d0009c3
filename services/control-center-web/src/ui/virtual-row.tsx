'use client'
import { memo, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface Sort {
  readonly key: string
  readonly isDescending: boolean
}

export interface VirtualColumn<Row> {
  readonly key: string
  readonly head: string
  /** Of Tailwind: `w-[120px]`. */
  readonly width: string
  readonly isNumber?: boolean
  /** The width of the table, in pixels, from which on it is shown. */
  readonly from?: 640 | 760 | 900 | 1040
  readonly cell: (row: Row) => ReactNode
  /** Ascending; without it the column cannot be sorted by. */
  readonly compare?: (a: Row, b: Row) => number
}

/** Written out, so that Tailwind finds them. */
const FROM = {
  640: 'hidden @min-[640px]:table-cell',
  760: 'hidden @min-[760px]:table-cell',
  900: 'hidden @min-[900px]:table-cell',
  1040: 'hidden @min-[1040px]:table-cell',
} as const

const cellClass = <Row,>({ isNumber = false, from }: VirtualColumn<Row>): string =>
  classNames(
    'overflow-hidden text-ellipsis whitespace-nowrap border-line border-b px-2 first:pl-4 last:pr-4',
    isNumber ? 'text-right' : 'text-left',
    from === undefined ? '' : FROM[from],
  )

export interface VirtualHeadProps<Row> {
  readonly columns: readonly VirtualColumn<Row>[]
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

export function VirtualHead<Row>({ columns, natural, sort, onSort }: VirtualHeadProps<Row>) {
  return (
    <thead className="sticky top-0 z-10 bg-surface">
      <tr aria-rowindex={1}>
        {columns.map((column) => {
          const { key, head, width, compare } = column
          const direction = directionOf(key, sort, natural)
          return (
            <th
              key={key}
              scope="col"
              aria-sort={compare === undefined ? undefined : direction}
              className={classNames(
                cellClass(column),
                width,
                'h-7 bg-surface font-normal text-11 text-faint',
              )}
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
  readonly index: number
  readonly columns: readonly VirtualColumn<Row>[]
  readonly isSelected: boolean
  readonly isActive: boolean
  readonly onOpen: (row: Row) => void
}

/** Drawn anew only when it changes itself, however many arrive above it. */
export const VirtualRow = memo(PlainRow) as typeof PlainRow

function PlainRow<Row>({ row, index, columns, isSelected, isActive, onOpen }: VirtualRowProps<Row>) {
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      onClick={() => onOpen(row)}
      className={classNames(
        'cursor-pointer hover:bg-surface-2',
        isActive && 'bg-surface-2',
        isSelected && 'bg-accent-tint shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      {columns.map((column, i) => (
        <td key={column.key} className={classNames(cellClass(column), 'h-[25px] text-body')}>
          {i === 0 ? (
            <button
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
