'use client'
/** Each of the three lists with its states: loading, empty, failed, stale; and below it what of it is seen. */
import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useState } from 'react'
import { createStore, type Store } from '../../api/store.ts'
import { useIsStale } from '../../live/live-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { PanelEmpty, PanelError, PanelLoading } from '../../ui/panel-states.tsx'
import { type RowList, rowsOf } from '../../ui/row-list.ts'
import { type Sort, type VirtualColumn, VirtualTable } from '../../ui/virtual-table.tsx'
import { useDenialColumns } from './denial-columns.tsx'
import { useFillColumns } from './fill-columns.tsx'
import { NarrowDenial, NarrowFill, NarrowOrder } from './narrow-rows.tsx'
import type { OperationFilters } from './operation-filters.ts'
import { useOrderColumns } from './order-columns.tsx'
import { matchesDenial, matchesFill, matchesOrder } from './order-search.ts'
import { type Range, TableFoot } from './table-foot.tsx'
import { useDenials, useFills, useOrders } from './use-operations.ts'
import { usePaced } from './use-paced.ts'

export interface OperationTableProps {
  readonly filters: OperationFilters
  /** Of an order. */
  readonly selected: string | null
  readonly onOpen: (orderId: string) => void
  readonly onSort: (sort: string | null) => void
  readonly onClear: () => void
}

export function OrderTable(props: OperationTableProps) {
  const range = useRange()
  const asked = useOrders(props.filters, range)
  const columns = useOrderColumns()
  return (
    <ListTable
      {...{ ...props, asked, range, columns, matches: matchesOrder, list: 'orders' }}
      keyOf={({ id }) => id}
      orderOf={({ id }) => id}
      narrow={(order) => <NarrowOrder order={order} />}
    />
  )
}

export function FillTable(props: OperationTableProps) {
  const range = useRange()
  const asked = useFills(props.filters, range)
  const columns = useFillColumns()
  return (
    <ListTable
      {...{ ...props, asked, range, columns, matches: matchesFill, list: 'fills' }}
      keyOf={({ id }) => id}
      orderOf={({ orderId }) => orderId}
      narrow={(fill) => <NarrowFill fill={fill} />}
    />
  )
}

export function DenialTable(props: OperationTableProps) {
  const range = useRange()
  const asked = useDenials(props.filters, range)
  const columns = useDenialColumns()
  return (
    <ListTable
      {...{ ...props, asked, range, columns, matches: matchesDenial, list: 'denials' }}
      keyOf={({ id }) => id}
      orderOf={({ orderId }) => orderId}
      narrow={(denial) => <NarrowDenial denial={denial} />}
    />
  )
}

/** Apart from the table, which is not drawn anew at each step of scrolling. */
function useRange(): Store<Range> {
  const [range] = useState(() => createStore<Range>([0, 0]))
  return range
}

interface AskedList<Row> {
  readonly rows: RowList<Row>
  readonly data: unknown
  readonly error: Error | null
  readonly errorUpdatedAt: number
  readonly hasNextPage: boolean
  readonly isFetching: boolean
  readonly refetch: () => unknown
  readonly fetchNextPage: () => unknown
}

interface ListTableProps<Row> extends OperationTableProps {
  readonly list: 'orders' | 'fills' | 'denials'
  readonly asked: AskedList<Row>
  readonly range: Store<Range>
  readonly columns: readonly VirtualColumn<Row>[]
  readonly matches: (q: string) => (row: Row) => boolean
  readonly keyOf: (row: Row) => string
  readonly orderOf: (row: Row) => string
  readonly narrow: (row: Row) => React.ReactNode
}

/** "price" ascending, "-price" descending. */
const sortIn = (text: string | null): Sort | null =>
  text === null ? null : { key: text.replace(/^-/, ''), isDescending: text.startsWith('-') }
const sortText = (sort: Sort | null): string | null =>
  sort === null ? null : `${sort.isDescending ? '-' : ''}${sort.key}`

function ListTable<Row extends object>(props: ListTableProps<Row>) {
  const {
    list,
    asked,
    range,
    columns,
    matches,
    keyOf,
    orderOf,
    narrow,
    filters,
    selected,
    onOpen,
    onSort,
    onClear,
  } = props
  const t = useTranslations('operations')
  const isStale = useIsStale()
  const q = filters.q.trim().toLowerCase()
  const found = usePaced(asked.rows, q !== '' || filters.sort !== null)
  const rows = useMemo(() => (q === '' ? found : rowsOf(found).filter(matches(q))), [found, q, matches])
  const sort = useMemo(() => sortIn(filters.sort), [filters.sort])
  const tellRange = useCallback((from: number, to: number) => range.set([from, to]), [range])
  const { data, error, hasNextPage, isFetching, fetchNextPage } = asked
  const onEnd = () => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }
  if (data === undefined && error !== null)
    return (
      <PanelError
        title={t(`failed.${list}`)}
        error={error}
        since={asked.errorUpdatedAt}
        onRetry={() => void asked.refetch()}
      />
    )
  if (data === undefined) return <PanelLoading rows={18} className="border-line border-t pt-7" />
  return (
    <>
      <div data-stale={isStale} className="flex min-h-0 flex-1 border-line border-t stale:hatched">
        {rows.length === 0 && hasNextPage && q !== '' ? (
          <PanelEmpty title={t('search.none', { count: asked.rows.length })} className="flex-1">
            <p>{t('search.hint')}</p>
            <Button disabled={isFetching} className="mt-3" onClick={onEnd}>
              {t('search.further')}
            </Button>
          </PanelEmpty>
        ) : rows.length === 0 && !hasNextPage ? (
          <PanelEmpty title={t(`empty.${list}`)} className="flex-1">
            <p>{t(`emptyHint.${list}`)}</p>
            <Button kind="ghost" className="mt-1 text-accent" onClick={onClear}>
              {t('clearFilters')}
            </Button>
          </PanelEmpty>
        ) : (
          <VirtualTable
            {...{ columns, rows, keyOf, sort, narrow, onEnd }}
            label={t(`lists.${list}`)}
            onSort={(next) => onSort(sortText(next))}
            selected={list === 'orders' ? selected : null}
            onOpen={(row) => onOpen(orderOf(row))}
            onRange={tellRange}
          />
        )}
      </div>
      <TableFoot
        {...{ list, range, isStale, isSorted: sort !== null }}
        searched={q === '' ? undefined : asked.rows.length}
        loaded={rows.length}
        hasMore={hasNextPage}
        isLoading={isFetching}
      />
    </>
  )
}
