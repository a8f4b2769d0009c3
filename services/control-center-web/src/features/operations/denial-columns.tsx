'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Denial } from '../../api/types.ts'
import { isDecimal } from '../../ui/format/decimal.ts'
import { formatNumber } from '../../ui/format/number-format.ts'
import type { VirtualColumn } from '../../ui/virtual-table.tsx'
import { byText, firstColumns, quantityColumn } from './shared-columns.tsx'

export function useDenialColumns(): readonly VirtualColumn<Denial>[] {
  const t = useTranslations('operations.columns')
  const locale = useLocale()
  return useMemo(
    () => [
      ...firstColumns<Denial>(t, ({ ts }) => ts),
      quantityColumn<Denial>(t, ({ quantity, quoteAmount }) => quantity ?? quoteAmount),
      {
        ...{ key: 'code', head: t('code'), width: 'w-[190px]', from: 640 },
        compare: byText<Denial>(({ code }) => code),
        cell: ({ code }) => <span className="font-mono">{code}</span>,
      },
      {
        ...{ key: 'why', head: t('why'), width: 'w-[38%]' },
        cell: ({ meaning, values }) => <span title={meaning}>{valuesText(values, locale) || meaning}</span>,
      },
    ],
    [t, locale],
  )
}

export const valuesText = (values: Readonly<Record<string, string>>, locale: string): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${isDecimal(value) ? formatNumber(value, locale) : value}`)
    .join(', ')
