'use client'
/** A dense table of a few rows; many go to `VirtualTable`. Columns that matter less go first where there is no room. */
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { ScrollRegion } from './scroll-region.tsx'

export interface Column<Row> {
  readonly key: string
  readonly head: ReactNode
  readonly isNumber?: boolean
  /** The width of the table, in pixels, from which on it is shown. */
  readonly from?: 420 | 560 | 720 | 900
  readonly cell: (row: Row) => ReactNode
}

export interface DataTableProps<Row> {
  /** For those who do not see its title. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly onOpen?: ((row: Row) => void) | undefined
  readonly foot?: ReactNode
  readonly className?: string | undefined
}

/** Written out, so that Tailwind finds them. */
const FROM = {
  420: 'hidden @min-[420px]:table-cell',
  560: 'hidden @min-[560px]:table-cell',
  720: 'hidden @min-[720px]:table-cell',
  900: 'hidden @min-[900px]:table-cell',
} as const

const cellClass = <Row,>({ isNumber = false, from }: Column<Row>): string =>
  classNames(
    'whitespace-nowrap border-line border-b px-2.5 first:pl-3.5 last:pr-3.5',
    isNumber ? 'text-right' : 'text-left',
    from === undefined ? '' : FROM[from],
  )

export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  onOpen,
  foot,
  className,
}: DataTableProps<Row>) {
  return (
    <ScrollRegion label={label} className={classNames('@container overflow-x-auto', className)}>
      <table className="w-full border-separate border-spacing-0 text-12">
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={classNames(cellClass(column), 'h-[26px] font-normal text-11 text-faint')}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>td]:border-b-0">
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              onClick={onOpen && (() => onOpen(row))}
              className={classNames('hover:bg-surface-2', onOpen && 'cursor-pointer')}
            >
              {columns.map((column) => (
                <td key={column.key} className={classNames(cellClass(column), 'h-7 text-body max-md:h-11')}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot === undefined ? null : (
          <tfoot className="bg-inset font-medium text-strong [&_td]:h-7 [&_td]:border-line [&_td]:border-t [&_td]:px-2.5 [&_td:first-child]:pl-3.5 [&_td:last-child]:pr-3.5">
            {foot}
          </tfoot>
        )}
      </table>
    </ScrollRegion>
  )
}
