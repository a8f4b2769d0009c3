'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useOpenOrders } from '../../api/queries.ts'
import type { Order } from '../../api/types.ts'
import { formatShareOf } from '../../frame/top-bar/figures.ts'
import { useTicks } from '../../live/live-provider.tsx'
import type { Ticks } from '../../live/market-store.ts'
import { Price, Quantity } from '../../ui/amount.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { subtractDecimals } from '../../ui/format/decimal.ts'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { OrderStateBadge } from '../../ui/order-state-badge.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { Side } from '../../ui/side.tsx'
import { Age } from '../../ui/time.tsx'
import { PanelLink } from './panel-link.tsx'
import { TwoLines } from './positions-panel.tsx'

const SHOWN = 12

export function LiveOrdersPanel({ isStale }: { isStale: boolean }) {
  const t = useTranslations('overview')
  const query = useOpenOrders()
  const orders = query.data?.items ?? []
  const unknown = orders.filter(({ state }) => state === 'UNKNOWN' || state === 'REVIEW').length
  return (
    <Panel
      title={t('liveOrders')}
      sub={orders.length || undefined}
      isStale={isStale}
      className="flex-1 max-lg:order-4"
      end={
        <>
          {orders.length === 0 ? null : (
            <span className={unknown > 0 ? 'text-warn' : ''}>{t('unknownOrders', { count: unknown })}</span>
          )}
          <PanelLink href="/operations">{t('toOperations')}</PanelLink>
        </>
      }
    >
      <PanelContent query={query} errorTitle={t('ordersFailed')}>
        {() =>
          orders.length === 0 ? (
            <PanelEmpty title={t('noOrders')}>{t('noOrdersHint')}</PanelEmpty>
          ) : (
            <>
              <OrderTable orders={orders.slice(0, SHOWN)} />
              <OrderList orders={orders.slice(0, SHOWN)} />
            </>
          )
        }
      </PanelContent>
    </Panel>
  )
}

const priceOf = ({ limitPrice, stopPrice }: Order): string | null => limitPrice ?? stopPrice

function OrderTable({ orders }: { orders: readonly Order[] }) {
  const t = useTranslations('overview')
  const locale = useLocale()
  const ticks = useTicks()
  const columns: readonly Column<Order>[] = [
    { key: 'side', head: t('columns.side'), cell: ({ side }) => <Side side={side} /> },
    {
      ...{ key: 'instrument', head: t('columns.instrument') },
      cell: ({ instrumentId }) => <b className="font-medium text-strong">{symbolOf(instrumentId)}</b>,
    },
    { key: 'strategy', head: t('columns.strategy'), from: 560, cell: ({ strategyId }) => strategyId },
    { key: 'type', head: t('columns.type'), from: 720, cell: (order) => <TypeText order={order} /> },
    {
      ...{ key: 'quantity', head: t('columns.quantity'), isNumber: true },
      cell: ({ quantity, quoteAmount }) => (
        <Quantity value={quantity ?? quoteAmount} className="text-strong" />
      ),
    },
    {
      ...{ key: 'price', head: t('columns.price'), isNumber: true },
      cell: (order) => <Price value={priceOf(order)} className="text-strong" />,
    },
    {
      ...{ key: 'fromMark', head: t('columns.fromMark'), isNumber: true, from: 560 },
      cell: (order) => fromMark(order, ticks, locale) ?? '–',
    },
    {
      ...{ key: 'age', head: t('columns.age'), isNumber: true, from: 720 },
      cell: ({ createdAt }) => <Age since={createdAt} />,
    },
    {
      ...{ key: 'state', head: t('columns.state'), isNumber: true },
      cell: ({ state }) => <OrderStateBadge state={state} />,
    },
  ]
  return (
    <DataTable
      label={t('liveOrders')}
      columns={columns}
      rows={orders}
      keyOf={({ id }) => id}
      className="max-md:hidden"
    />
  )
}

function TypeText({ order: { type, timeInForce, postOnly, reduceOnly } }: { order: Order }) {
  const t = useTranslations('overview.types')
  const more = [postOnly ? t('postOnly') : '', reduceOnly ? t('reduceOnly') : ''].filter(
    (text) => text !== '',
  )
  return (
    <>
      {t(type)} <span className="text-faint">{more.join(', ') || timeInForce}</span>
    </>
  )
}

/** How far the order's price is from the last one: undefined where either is not known. */
function fromMark(order: Order, ticks: Ticks, locale: string): string | undefined {
  const price = priceOf(order)
  const last = ticks.get(order.instrumentId)?.lastPrice
  if (price === null || last === null || last === undefined) return undefined
  return formatShareOf(subtractDecimals(price, last), last, locale)
}

function OrderList({ orders }: { orders: readonly Order[] }) {
  return (
    <ul className="hidden px-3.5 pb-2 max-md:block">
      {orders.map((order) => (
        <TwoLines
          key={order.id}
          first={
            <span className="inline-flex items-center gap-1.5">
              <Side side={order.side} />
              <Quantity value={order.quantity ?? order.quoteAmount} />
              {symbolOf(order.instrumentId)}
            </span>
          }
          firstEnd={<Price value={priceOf(order)} />}
          second={
            <>
              {order.strategyId} · <Age since={order.createdAt} />
            </>
          }
          secondEnd={<OrderStateBadge state={order.state} />}
        />
      ))}
    </ul>
  )
}
