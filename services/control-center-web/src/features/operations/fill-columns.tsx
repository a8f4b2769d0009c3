'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Fill } from '../../api/types.ts'
import { Money, Price } from '../../ui/amount.tsx'
import type { VirtualColumn } from '../../ui/virtual-table.tsx'
import { byDecimal, type ColumnTexts, firstColumns, orderColumn, quantityColumn } from './shared-columns.tsx'

export function useFillColumns(): readonly VirtualColumn<Fill>[] {
  const t = useTranslations('operations.columns')
  const liquidity = useTranslations('operations.liquidity')
  return useMemo(
    () => [
      ...firstColumns<Fill>(t, ({ ts }) => ts),
      quantityColumn<Fill>(t, ({ quantity }) => quantity),
      ...moneyColumns(t),
      {
        ...{ key: 'liquidity', head: t('liquidity'), width: 'w-[80px]', from: 760 },
        cell: (fill) => liquidity(fill.liquidity),
      },
      {
        ...{ key: 'kind', head: t('kind'), width: 'w-[96px]', from: 900 },
        cell: ({ kind, synthetic }) =>
          kind === 'REVERSAL' ? t('reversal') : synthetic ? t('synthetic') : t('fill'),
      },
      orderColumn<Fill>(t, ({ orderId }) => orderId),
    ],
    [t, liquidity],
  )
}

const moneyColumns = (t: ColumnTexts): readonly VirtualColumn<Fill>[] => [
  {
    ...{ key: 'price', head: t('price'), width: 'w-[104px]', isNumber: true },
    compare: byDecimal(({ price }) => price),
    cell: ({ price }) => <Price value={price} className="text-strong" />,
  },
  {
    ...{ key: 'notional', head: t('notional'), width: 'w-[104px]', isNumber: true, from: 640 },
    compare: byDecimal(({ notional }) => notional),
    cell: ({ notional }) => <Money value={notional} />,
  },
  {
    ...{ key: 'fee', head: t('fee'), width: 'w-[84px]', isNumber: true, from: 760 },
    compare: byDecimal(({ fee }) => fee),
    cell: ({ fee }) => <Money value={fee} digits={4} />,
  },
]
