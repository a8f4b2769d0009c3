'use client'

import { Download } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useInstruments, useStrategies } from '../../api/queries.ts'
import { PageHead } from '../../frame/page-head.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { DENIAL_CODES } from './denial-codes.ts'
import { useExport } from './export-csv.ts'
import { FilterBar } from './filter-bar.tsx'
import { LISTS, orderParser, useOperationFilters } from './operation-filters.ts'
import { DenialTable, FillTable, OrderTable } from './operation-tables.tsx'
import { ViewTabs } from './view-tabs.tsx'

const OrderDrawer = dynamic(() => import('./order-drawer.tsx').then(({ OrderDrawer }) => OrderDrawer), {
  ssr: false,
})

const TABLES = { orders: OrderTable, fills: FillTable, denials: DenialTable } as const

export function OperationsPage() {
  const t = useTranslations('operations')
  const [filters, setFilters] = useOperationFilters()
  const [order, setOrder] = useQueryState('order', orderParser)
  const strategies = useStrategies().data?.items.map(({ id }) => id) ?? []
  const instruments = useInstruments().data?.items.flatMap(({ id, followed }) => (followed ? [id] : [])) ?? []
  const { list } = filters
  const exporting = useExport(filters)
  const List = TABLES[list]
  return (
    <div
      className={classNames(
        '-m-4 grid h-[calc(100dvh-56px)] max-md:-m-3 max-md:h-[calc(100dvh-150px)]',
        order === null ? 'grid-cols-1' : 'grid-cols-[minmax(0,1fr)_min(548px,48%)] max-md:grid-cols-1',
      )}
    >
      <div className="flex min-h-0 min-w-0 flex-col">
        <div className="flex flex-none items-center gap-3 px-4 pt-3 pb-2 max-md:flex-wrap max-md:gap-2 max-md:px-3 [&_header]:mb-0">
          <PageHead title={t('title')} />
          <Segmented
            size="large"
            label={t('list')}
            value={list}
            options={LISTS.map((value) => ({ value, label: t(`lists.${value}`) }))}
            onChange={(value) => void setFilters({ list: value, sort: null })}
          />
          {exporting.failure === undefined ? null : (
            <p role="alert" className="ml-auto truncate text-12 text-warn">
              {t('exportFailed')}: {exporting.failure}
            </p>
          )}
          {list === 'denials' ? null : (
            <Button className="ml-auto" disabled={exporting.isRunning} onClick={() => void exporting.run()}>
              <Download className="size-3.5" aria-hidden />
              <span className="max-md:sr-only">CSV</span>
            </Button>
          )}
        </div>
        {list === 'orders' ? <ViewTabs filters={filters} setFilters={setFilters} /> : null}
        <FilterBar
          {...{ filters, setFilters, instruments, strategies }}
          codes={DENIAL_CODES}
          onFind={(id) => void setOrder(id)}
        />
        <List
          filters={filters}
          selected={order}
          onOpen={(id) => void setOrder(id)}
          onSort={(sort) => void setFilters({ sort })}
          onClear={() => void setFilters(null)}
        />
      </div>
      {order === null ? null : <OrderDrawer key={order} id={order} onClose={() => void setOrder(null)} />}
    </div>
  )
}
