'use client'
/** Columns that orders, fills and denials share, and how columns are compared: exactly. */
import { useLocale, useTimeZone, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { compareDecimals } from '../../ui/format/decimal.ts'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { formatNumber, priceDigits } from '../../ui/format/number-format.ts'
import { formatClockMillis, formatDay, formatUtc, type TimeForm } from '../../ui/format/time-format.ts'
import { SideMark } from '../../ui/side.tsx'
import type { VirtualColumn } from '../../ui/virtual-table.tsx'

export type ColumnTexts = ReturnType<typeof useTranslations<'operations.columns'>>

export const byText =
  <Row,>(of: (row: Row) => string) =>
  (a: Row, b: Row): number =>
    of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0

/** What has none comes first. */
export const byDecimal =
  <Row,>(of: (row: Row) => string | null) =>
  (a: Row, b: Row): number => {
    const [x, y] = [of(a), of(b)]
    if (x === null || y === null) return x === y ? 0 : x === null ? -1 : 1
    return compareDecimals(x, y)
  }

interface Shared {
  readonly side: 'BUY' | 'SELL'
  readonly instrumentId: string
  readonly strategyId: string
}

/** What cells are written with. They are text, and no components: in sight are hundreds of them. */
export interface Writing {
  readonly t: ColumnTexts
  readonly sides: ReturnType<typeof useTranslations<'ui.sides'>>
  readonly form: TimeForm
}

/** The same until language or zone is another. */
export function useWriting(): Writing {
  const t = useTranslations('operations.columns')
  const sides = useTranslations('ui.sides')
  const locale = useLocale()
  const timeZone = useTimeZone()
  return useMemo(
    () => ({ t, sides, form: { locale, ...(timeZone === undefined ? {} : { timeZone }) } }),
    [t, sides, locale, timeZone],
  )
}

const NOT_KNOWN = '–'

export const moneyText = (value: string | null, { form }: Writing, digits = 2): string =>
  value === null ? NOT_KNOWN : formatNumber(value, form.locale, { digits })

export const priceText = (value: string | null, { form }: Writing): string =>
  value === null ? NOT_KNOWN : formatNumber(value, form.locale, { digits: priceDigits(value) })

/** Time, side, instrument, strategy: which takes what room there is, where it is given no width. */
export function firstColumns<Row extends Shared>(
  { t, sides, form }: Writing,
  timeOf: (row: Row) => string,
  strategyWidth?: string,
): readonly VirtualColumn<Row>[] {
  return [
    {
      ...{ key: 'time', head: t('time'), width: 'w-[146px]', compare: byText(timeOf) },
      title: (row) => formatUtc(timeOf(row)),
      cell: (row) => (
        <>
          <span className="text-faint">{formatDay(timeOf(row), form)}</span>{' '}
          {formatClockMillis(timeOf(row), form)}
        </>
      ),
    },
    {
      ...{ key: 'side', head: t('side'), width: 'w-[72px]', compare: byText<Row>(({ side }) => side) },
      cell: ({ side }) => <SideMark side={side} text={sides(side)} />,
    },
    {
      ...{
        key: 'instrument',
        head: t('instrument'),
        width: 'w-[92px]',
        className: 'font-medium text-strong',
      },
      compare: byText<Row>(({ instrumentId }) => instrumentId),
      title: ({ instrumentId }) => instrumentId,
      cell: ({ instrumentId }) => symbolOf(instrumentId),
    },
    {
      ...{ key: 'strategy', head: t('strategy'), from: 780, isLong: true },
      ...(strategyWidth === undefined ? {} : { width: strategyWidth }),
      compare: byText<Row>(({ strategyId }) => strategyId),
      title: ({ strategyId }) => strategyId,
      cell: ({ strategyId }) => strategyId,
    },
  ]
}

export function quantityColumn<Row>(
  { t, form }: Writing,
  quantityOf: (row: Row) => string | null,
): VirtualColumn<Row> {
  return {
    ...{ key: 'quantity', head: t('quantity'), width: 'w-[104px]', isNumber: true, className: 'text-strong' },
    compare: byDecimal(quantityOf),
    cell: (row) => {
      const quantity = quantityOf(row)
      return quantity === null ? NOT_KNOWN : formatNumber(quantity, form.locale)
    },
  }
}

/** Its first eight letters; the whole on hover. */
export function orderColumn<Row>({ t }: Writing, idOf: (row: Row) => string): VirtualColumn<Row> {
  return {
    ...{ key: 'order', head: t('order'), width: 'w-[84px]', from: 1180, className: 'font-mono' },
    title: idOf,
    cell: (row) => idOf(row).slice(0, 8),
  }
}
