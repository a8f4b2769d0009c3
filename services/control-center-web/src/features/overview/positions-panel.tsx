'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { usePortfolio } from '../../api/queries.ts'
import type { Portfolio } from '../../api/types.ts'
import { formatShareOf } from '../../frame/top-bar/figures.ts'
import { Delta, Money, Price, Quantity } from '../../ui/amount.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { divideDecimals, negateDecimal, signOf, sumDecimals } from '../../ui/format/decimal.ts'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { PanelLink } from './panel-link.tsx'

type Held = Portfolio['strategies'][number]

export function PositionsPanel({ isStale }: { isStale: boolean }) {
  const t = useTranslations('overview')
  const portfolio = usePortfolio()
  const held = heldOf(portfolio.data?.accounts[0])
  return (
    <Panel
      title={t('positions')}
      sub={held.length || undefined}
      isStale={isStale}
      className="max-lg:order-3"
      end={
        <>
          <Made positions={portfolio.data?.accounts[0]?.strategies ?? []} />
          <PanelLink href="/portfolio">{t('toPortfolio')}</PanelLink>
        </>
      }
    >
      <PanelContent query={portfolio} errorTitle={t('portfolioFailed')}>
        {() =>
          held.length === 0 ? (
            <PanelEmpty title={t('nothingHeld')}>{t('nothingHeldHint')}</PanelEmpty>
          ) : (
            <>
              <PositionTable held={held} />
              <PositionList held={held} />
            </>
          )
        }
      </PanelContent>
    </Panel>
  )
}

const heldOf = (account: Portfolio | undefined): readonly Held[] =>
  (account?.strategies ?? []).filter(({ quantity }) => signOf(quantity) !== 0)

/** Realised and paid, since the account began. */
function Made({ positions }: { positions: readonly Held[] }) {
  const t = useTranslations('overview')
  return (
    <span className="flex gap-3 max-md:hidden">
      <span>
        {t('realized')} <Delta value={sumDecimals(positions.map(({ realizedPnl }) => realizedPnl))} />
      </span>
      <span>
        {t('fees')} <Money value={negateDecimal(sumDecimals(positions.map(({ fees }) => fees)))} />
      </span>
    </span>
  )
}

const averageCost = ({ costBasis, quantity }: Held): string | null =>
  divideDecimals(costBasis, quantity, 8)?.replace('-', '') ?? null

function PositionTable({ held }: { held: readonly Held[] }) {
  const t = useTranslations('overview')
  const locale = useLocale()
  const columns: readonly Column<Held>[] = [
    {
      ...{ key: 'instrument', head: t('columns.instrument') },
      cell: ({ instrumentId }) => <b className="font-medium text-strong">{symbolOf(instrumentId)}</b>,
    },
    { key: 'strategy', head: t('columns.strategy'), cell: ({ strategyId }) => strategyId },
    {
      ...{ key: 'quantity', head: t('columns.quantity'), isNumber: true },
      cell: ({ quantity }) => <Quantity value={quantity} className="text-strong" />,
    },
    {
      ...{ key: 'cost', head: t('columns.averageCost'), isNumber: true, from: 560 },
      cell: (position) => <Price value={averageCost(position)} />,
    },
    {
      ...{ key: 'mark', head: t('columns.mark'), isNumber: true, from: 560 },
      cell: ({ mark }) => <Price value={mark} />,
    },
    {
      ...{ key: 'value', head: t('columns.value'), isNumber: true },
      cell: ({ value }) => <Money value={value} className="text-strong" />,
    },
    {
      ...{ key: 'unrealized', head: t('columns.unrealized'), isNumber: true },
      cell: ({ unrealizedPnl }) => <Delta value={unrealizedPnl} />,
    },
    {
      ...{ key: 'share', head: t('columns.share'), isNumber: true, from: 720 },
      cell: ({ unrealizedPnl, costBasis }) =>
        unrealizedPnl === null ? '–' : (formatShareOf(unrealizedPnl, costBasis, locale) ?? '–'),
    },
  ]
  return (
    <DataTable
      label={t('positions')}
      columns={columns}
      rows={held}
      keyOf={({ strategyId, instrumentId }) => `${strategyId}/${instrumentId}`}
      foot={<Total held={held} />}
      className="max-md:hidden"
    />
  )
}

function Total({ held }: { held: readonly Held[] }) {
  const t = useTranslations('overview')
  return (
    <tr>
      <td colSpan={3}>{t('total')}</td>
      <td className="hidden @min-[560px]:table-cell" />
      <td className="hidden @min-[560px]:table-cell" />
      <td className="text-right">
        <Money value={totalOf(held, ({ value }) => value)} />
      </td>
      <td className="text-right">
        <Delta value={totalOf(held, ({ unrealizedPnl }) => unrealizedPnl)} />
      </td>
      <td className="hidden @min-[720px]:table-cell" />
    </tr>
  )
}

/** Not known as soon as one part of it is not. */
export function totalOf<Held>(held: readonly Held[], of: (position: Held) => string | null): string | null {
  const values = held.map(of).filter((value) => value !== null)
  return values.length === held.length ? sumDecimals(values) : null
}

/** On a phone: two lines each. */
function PositionList({ held }: { held: readonly Held[] }) {
  const t = useTranslations('overview')
  return (
    <ul className="hidden px-3.5 pb-2 max-md:block">
      {held.map((position) => {
        const { strategyId, instrumentId, quantity, value, unrealizedPnl } = position
        return (
          <TwoLines
            key={`${strategyId}/${instrumentId}`}
            first={<b className="font-medium">{symbolOf(instrumentId)}</b>}
            firstEnd={<Money value={value} />}
            second={
              <>
                {strategyId} · <Quantity value={quantity} /> {t('at')} <Price value={averageCost(position)} />
              </>
            }
            secondEnd={<Delta value={unrealizedPnl} />}
          />
        )
      })}
    </ul>
  )
}

interface TwoLinesProps {
  readonly first: ReactNode
  readonly firstEnd: ReactNode
  readonly second: ReactNode
  readonly secondEnd: ReactNode
}

export function TwoLines({ first, firstEnd, second, secondEnd }: TwoLinesProps) {
  return (
    <li className="flex min-h-11 flex-col justify-center border-line border-b py-2 text-12 last:border-0">
      <p className="flex items-center justify-between gap-3 text-13 text-strong">
        <span className="min-w-0 truncate">{first}</span>
        {firstEnd}
      </p>
      <p className="flex items-center justify-between gap-3 text-faint">
        <span className="min-w-0 truncate">{second}</span>
        {secondEnd}
      </p>
    </li>
  )
}
