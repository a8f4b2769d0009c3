'use client'
import { useMemo } from 'react'
import type { Denial } from '../../api/types.ts'
import { isDecimal } from '../../ui/format/decimal.ts'
import { formatNumber } from '../../ui/format/number-format.ts'
import type { VirtualColumn } from '../../ui/virtual-table.tsx'
import { byText, firstColumns, quantityColumn, useWriting } from './shared-columns.tsx'

export function useDenialColumns(): readonly VirtualColumn<Denial>[] {
  const writing = useWriting()
  return useMemo(() => {
    const { t, form } = writing
    return [
      ...firstColumns<Denial>(writing, ({ ts }) => ts, 'w-[120px]'),
      quantityColumn<Denial>(writing, ({ quantity, quoteAmount }) => quantity ?? quoteAmount),
      {
        ...{
          key: 'code',
          head: t('code'),
          width: 'w-[190px]',
          isLong: true,
          className: 'font-mono',
        },
        compare: byText<Denial>(({ code }) => code),
        cell: ({ code }) => code,
      },
      {
        ...{ key: 'why', head: t('why'), from: 960, isLong: true },
        title: ({ meaning }) => meaning,
        cell: ({ meaning, values }) => valuesText(values, form.locale) || meaning,
      },
    ]
  }, [writing])
}

export const valuesText = (values: Readonly<Record<string, string>>, locale: string): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${isDecimal(value) ? formatNumber(value, locale) : value}`)
    .join(', ')
