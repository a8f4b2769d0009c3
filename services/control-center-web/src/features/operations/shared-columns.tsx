'use client'
/** Columns that orders, fills and denials share, and how columns are compared: exactly. */
import type { useTranslations } from 'next-intl'
import { Quantity } from '../../ui/amount.tsx'
import { compareDecimals } from '../../ui/format/decimal.ts'
import { InstrumentName } from '../../ui/instrument-name.tsx'
import { Side } from '../../ui/side.tsx'
import { Time } from '../../ui/time.tsx'
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

/** Time, side, instrument, strategy. */
export function firstColumns<Row extends Shared>(
  t: ColumnTexts,
  timeOf: (row: Row) => string,
): readonly VirtualColumn<Row>[] {
  return [
    {
      ...{ key: 'time', head: t('time'), width: 'w-[146px]', compare: byText(timeOf) },
      cell: (row) => <Time value={timeOf(row)} form="millis" />,
    },
    {
      ...{ key: 'side', head: t('side'), width: 'w-[72px]', compare: byText<Row>(({ side }) => side) },
      cell: ({ side }) => <Side side={side} />,
    },
    {
      ...{ key: 'instrument', head: t('instrument'), width: 'w-[92px]' },
      compare: byText<Row>(({ instrumentId }) => instrumentId),
      cell: ({ instrumentId }) => <InstrumentName id={instrumentId} className="font-medium text-strong" />,
    },
    {
      ...{ key: 'strategy', head: t('strategy'), width: 'w-auto', from: 640 },
      compare: byText<Row>(({ strategyId }) => strategyId),
      cell: ({ strategyId }) => strategyId,
    },
  ]
}

export function quantityColumn<Row>(
  t: ColumnTexts,
  quantityOf: (row: Row) => string | null,
): VirtualColumn<Row> {
  return {
    ...{ key: 'quantity', head: t('quantity'), width: 'w-[104px]', isNumber: true },
    compare: byDecimal(quantityOf),
    cell: (row) => <Quantity value={quantityOf(row)} className="text-strong" />,
  }
}

/** Its first eight letters; the whole on hover. */
export function orderColumn<Row>(t: ColumnTexts, idOf: (row: Row) => string): VirtualColumn<Row> {
  return {
    ...{ key: 'order', head: t('order'), width: 'w-[84px]', from: 1040 },
    cell: (row) => (
      <span className="font-mono" title={idOf(row)}>
        {idOf(row).slice(0, 8)}
      </span>
    ),
  }
}
