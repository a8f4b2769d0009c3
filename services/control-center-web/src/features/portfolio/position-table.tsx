'use client'
import { useTranslations } from 'next-intl'
import type { Portfolio, Position } from '../../api/types.ts'
import { Delta, Money, Price, Quantity } from '../../ui/amount.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { divideDecimals, sumDecimals } from '../../ui/format/decimal.ts'
import { InstrumentName } from '../../ui/instrument-name.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'

type OfStrategy = Portfolio['strategies'][number]
type Shown = Position | OfStrategy

const PRICE_DIGITS = 8

/** What one unit has cost; none where nothing is held. */
export const averageCost = ({ costBasis, quantity }: Position): string | null =>
  divideDecimals(costBasis, quantity, PRICE_DIGITS)?.replace(/^-/, '') ?? null

const strategyOf = (position: Shown): string | undefined =>
  'strategyId' in position ? position.strategyId : undefined

export interface PositionTableProps {
  readonly label: string
  readonly positions: readonly Shown[]
}

/** What is held, with its cost, its price, and what it has made; what was held once keeps its realised part. */
export function PositionTable({ label, positions }: PositionTableProps) {
  const t = useTranslations('portfolio')
  const isByStrategy = positions.some((position) => strategyOf(position) !== undefined)
  const columns: readonly Column<Shown>[] = [
    {
      ...{ key: 'instrument', head: t('columns.instrument') },
      cell: ({ instrumentId }) => <InstrumentName id={instrumentId} className="font-medium text-strong" />,
    },
    ...(isByStrategy
      ? [{ key: 'strategy', head: t('columns.strategy'), cell: (position: Shown) => strategyOf(position) }]
      : []),
    {
      key: 'quantity',
      head: t('columns.quantity'),
      isNumber: true,
      cell: ({ quantity }) => <Quantity value={quantity} className="text-strong" />,
    },
    {
      key: 'cost',
      head: t('columns.averageCost'),
      isNumber: true,
      from: 560,
      cell: (position) => <Price value={averageCost(position)} />,
    },
    {
      key: 'mark',
      head: t('columns.mark'),
      isNumber: true,
      from: 560,
      cell: ({ mark }) => <Price value={mark} />,
    },
    {
      key: 'value',
      head: t('columns.value'),
      isNumber: true,
      from: 420,
      cell: ({ value }) => <Money value={value} className="text-strong" />,
    },
    {
      key: 'unrealized',
      head: t('columns.unrealized'),
      isNumber: true,
      cell: ({ unrealizedPnl }) => <Delta value={unrealizedPnl} />,
    },
    {
      key: 'realized',
      head: t('columns.realized'),
      isNumber: true,
      from: 720,
      cell: ({ realizedPnl }) => <Delta value={realizedPnl} />,
    },
    {
      key: 'fees',
      head: t('columns.fees'),
      isNumber: true,
      from: 720,
      cell: ({ fees }) => <Money value={fees} />,
    },
  ]
  if (positions.length === 0) return <PanelEmpty title={t('noPositions')}>{t('noPositionsHint')}</PanelEmpty>
  return (
    <DataTable
      {...{ label, columns }}
      rows={positions}
      keyOf={(position) => `${position.instrumentId}/${strategyOf(position) ?? ''}`}
      foot={<Total positions={positions} isByStrategy={isByStrategy} />}
    />
  )
}

function Total({
  positions,
  isByStrategy,
}: {
  readonly positions: readonly Shown[]
  readonly isByStrategy: boolean
}) {
  const t = useTranslations('portfolio')
  const total = (of: (position: Shown) => string | null): string =>
    sumDecimals(positions.map(of).filter((value) => value !== null))
  return (
    <tr>
      <td colSpan={isByStrategy ? 3 : 2}>{t('total')}</td>
      <td className="hidden @min-[560px]:table-cell" />
      <td className="hidden @min-[560px]:table-cell" />
      <td className="hidden text-right @min-[420px]:table-cell">
        <Money value={total(({ value }) => value)} />
      </td>
      <td className="text-right">
        <Delta value={total(({ unrealizedPnl }) => unrealizedPnl)} />
      </td>
      <td className="hidden text-right @min-[720px]:table-cell">
        <Delta value={total(({ realizedPnl }) => realizedPnl)} />
      </td>
      <td className="hidden text-right @min-[720px]:table-cell">
        <Money value={total(({ fees }) => fees)} />
      </td>
    </tr>
  )
}
