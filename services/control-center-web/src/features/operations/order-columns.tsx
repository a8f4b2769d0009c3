'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { ListedOrder } from '../../api/types.ts'
import { Money, Price } from '../../ui/amount.tsx'
import { shareOf, signOf } from '../../ui/format/decimal.ts'
import { OrderStateBadge } from '../../ui/order-state-badge.tsx'
import { UseBar } from '../../ui/use-bar.tsx'
import type { VirtualColumn } from '../../ui/virtual-table.tsx'
import {
  byDecimal,
  byText,
  type ColumnTexts,
  firstColumns,
  orderColumn,
  quantityColumn,
} from './shared-columns.tsx'

type OrderColumn = VirtualColumn<ListedOrder>

/** What it was filled at, else what was asked for. */
export const shownPrice = ({ averagePrice, limitPrice, stopPrice }: ListedOrder): string | null =>
  averagePrice ?? limitPrice ?? stopPrice

const filledShare = ({ filledQuantity, quantity, state }: ListedOrder): number =>
  quantity === null ? (state === 'FILLED' ? 1 : 0) : (shareOf(filledQuantity, quantity) ?? 0)

export function useOrderColumns(): readonly OrderColumn[] {
  const t = useTranslations('operations.columns')
  const types = useTranslations('operations.types')
  return useMemo(
    () => [
      ...firstColumns<ListedOrder>(t, ({ createdAt }) => createdAt),
      {
        ...{ key: 'type', head: t('type'), width: 'w-[112px]', from: 900 },
        cell: ({ type, timeInForce }) => `${types(type)} ${timeInForce}`,
      },
      quantityColumn<ListedOrder>(t, ({ quantity, quoteAmount }) => quantity ?? quoteAmount),
      {
        ...{ key: 'filled', head: t('filled'), width: 'w-[58px]', from: 640 },
        cell: (order) => (
          <UseBar label={t('filled')} share={filledShare(order)} kind="fill" className="w-[34px]" />
        ),
      },
      ...moneyColumns(t),
      orderColumn<ListedOrder>(t, ({ id }) => id),
      {
        ...{ key: 'state', head: t('state'), width: 'w-[136px]', isNumber: true },
        compare: byText<ListedOrder>(({ state }) => state),
        cell: ({ state }) => <OrderStateBadge state={state} />,
      },
    ],
    [t, types],
  )
}

/** A dash, among so many numbers: nothing was filled. */
const unlessZero = (value: string | null): string | null =>
  value === null || signOf(value) === 0 ? null : value

const moneyColumns = (t: ColumnTexts): readonly OrderColumn[] => [
  {
    ...{ key: 'price', head: t('price'), width: 'w-[104px]', isNumber: true, compare: byDecimal(shownPrice) },
    cell: (order) => (
      <Price
        value={shownPrice(order)}
        className={order.averagePrice === null ? 'text-faint' : 'text-strong'}
      />
    ),
  },
  {
    ...{ key: 'notional', head: t('notional'), width: 'w-[100px]', isNumber: true, from: 900 },
    compare: byDecimal(({ filledNotional }) => filledNotional),
    cell: ({ filledNotional }) => <Money value={unlessZero(filledNotional)} />,
  },
  {
    ...{ key: 'fee', head: t('fee'), width: 'w-[74px]', isNumber: true, from: 1040 },
    compare: byDecimal(({ fees }) => fees),
    cell: ({ fees }) => <Money value={unlessZero(fees)} digits={4} />,
  },
]
