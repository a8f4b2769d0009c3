'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { ListedOrder } from '../../api/types.ts'
import { FillBar } from '../../ui/fill-bar.tsx'
import { shareOf, signOf } from '../../ui/format/decimal.ts'
import { OrderStateMark } from '../../ui/order-state-badge.tsx'
import type { VirtualColumn } from '../../ui/virtual-table.tsx'
import {
  byDecimal,
  byText,
  firstColumns,
  moneyText,
  orderColumn,
  priceText,
  quantityColumn,
  useWriting,
  type Writing,
} from './shared-columns.tsx'

type OrderColumn = VirtualColumn<ListedOrder>

/** What it was filled at, else what was asked for. */
export const shownPrice = ({ averagePrice, limitPrice, stopPrice }: ListedOrder): string | null =>
  averagePrice ?? limitPrice ?? stopPrice

const filledShare = ({ filledQuantity, quantity, state }: ListedOrder): number =>
  quantity === null ? (state === 'FILLED' ? 1 : 0) : (shareOf(filledQuantity, quantity) ?? 0)

export function useOrderColumns(): readonly OrderColumn[] {
  const writing = useWriting()
  const types = useTranslations('operations.types')
  const states = useTranslations('ui.orderStates')
  return useMemo(() => {
    const { t, form } = writing
    return [
      ...firstColumns<ListedOrder>(writing, ({ createdAt }) => createdAt),
      {
        ...{ key: 'type', head: t('type'), width: 'w-[112px]', from: 960 },
        cell: ({ type, timeInForce }) => `${types(type)} ${timeInForce}`,
      },
      quantityColumn<ListedOrder>(writing, ({ quantity, quoteAmount }) => quantity ?? quoteAmount),
      {
        ...{ key: 'filled', head: t('filled'), width: 'w-[58px]', from: 840 },
        cell: (order) => <FillBar label={t('filled')} share={filledShare(order)} locale={form.locale} />,
      },
      ...moneyColumns(writing),
      orderColumn<ListedOrder>(writing, ({ id }) => id),
      {
        ...{ key: 'state', head: t('state'), width: 'w-[136px]', isNumber: true },
        compare: byText<ListedOrder>(({ state }) => state),
        title: ({ state }) => state,
        cell: ({ state }) => <OrderStateMark state={state} textOf={states} />,
      },
    ]
  }, [writing, types, states])
}

/** A dash, among so many numbers: nothing was filled. */
const unlessZero = (value: string | null): string | null =>
  value === null || signOf(value) === 0 ? null : value

const moneyColumns = (writing: Writing): readonly OrderColumn[] => {
  const { t } = writing
  return [
    {
      ...{ key: 'price', head: t('price'), width: 'w-[104px]', isNumber: true },
      compare: byDecimal(shownPrice),
      title: (order) => shownPrice(order) ?? undefined,
      look: ({ averagePrice }) => (averagePrice === null ? 'text-faint' : 'text-strong'),
      cell: (order) => priceText(shownPrice(order), writing),
    },
    {
      ...{ key: 'notional', head: t('notional'), width: 'w-[100px]', isNumber: true, from: 1060 },
      compare: byDecimal(({ filledNotional }) => filledNotional),
      title: ({ filledNotional }) => filledNotional,
      cell: ({ filledNotional }) => moneyText(unlessZero(filledNotional), writing),
    },
    {
      ...{ key: 'fee', head: t('fee'), width: 'w-[74px]', isNumber: true, from: 1180 },
      compare: byDecimal(({ fees }) => fees),
      title: ({ fees }) => fees,
      cell: ({ fees }) => moneyText(unlessZero(fees), writing, 4),
    },
  ]
}
