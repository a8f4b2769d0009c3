'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Fill } from '../../api/types.ts'
import type { VirtualColumn } from '../../ui/virtual-table.tsx'
import {
  byDecimal,
  firstColumns,
  moneyText,
  orderColumn,
  priceText,
  quantityColumn,
  useWriting,
  type Writing,
} from './shared-columns.tsx'

export function useFillColumns(): readonly VirtualColumn<Fill>[] {
  const writing = useWriting()
  const liquidity = useTranslations('operations.liquidity')
  return useMemo(() => {
    const { t } = writing
    return [
      ...firstColumns<Fill>(writing, ({ ts }) => ts),
      quantityColumn<Fill>(writing, ({ quantity }) => quantity),
      ...moneyColumns(writing),
      {
        ...{ key: 'liquidity', head: t('liquidity'), width: 'w-[80px]', from: 840 },
        cell: (fill) => liquidity(fill.liquidity),
      },
      {
        ...{ key: 'kind', head: t('kind'), width: 'w-[96px]', from: 1060 },
        cell: ({ kind, synthetic }) =>
          kind === 'REVERSAL' ? t('reversal') : synthetic ? t('synthetic') : t('fill'),
      },
      orderColumn<Fill>(writing, ({ orderId }) => orderId),
    ]
  }, [writing, liquidity])
}

const moneyColumns = (writing: Writing): readonly VirtualColumn<Fill>[] => {
  const { t } = writing
  return [
    {
      ...{ key: 'price', head: t('price'), width: 'w-[104px]', isNumber: true, className: 'text-strong' },
      compare: byDecimal(({ price }) => price),
      title: ({ price }) => price,
      cell: ({ price }) => priceText(price, writing),
    },
    {
      ...{ key: 'notional', head: t('notional'), width: 'w-[104px]', isNumber: true, from: 660 },
      compare: byDecimal(({ notional }) => notional),
      title: ({ notional }) => notional,
      cell: ({ notional }) => moneyText(notional, writing),
    },
    {
      ...{ key: 'fee', head: t('fee'), width: 'w-[84px]', isNumber: true, from: 960 },
      compare: byDecimal(({ fee }) => fee),
      title: ({ fee }) => fee,
      cell: ({ fee }) => moneyText(fee, writing, 4),
    },
  ]
}
