'use client'

import { useTranslations } from 'next-intl'
import { usePortfolio } from '../../api/queries.ts'
import type { Portfolio, Portfolios } from '../../api/types.ts'
import { PageHead } from '../../frame/page-head.tsx'
import { useIsStale } from '../../live/live-provider.tsx'
import { Delta, Money, Quantity } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { subtractDecimals, sumDecimals } from '../../ui/format/decimal.ts'
import { Link } from '../../ui/link.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { Stat } from '../../ui/stat.tsx'
import { Time } from '../../ui/time.tsx'
import { EquityHistoryPanel } from './equity-history.tsx'
import { PositionTable } from './position-table.tsx'
import { ResetPaper } from './reset-paper.tsx'

export function PortfolioPage() {
  const t = useTranslations('portfolio')
  const portfolio = usePortfolio()
  return (
    <>
      <PageHead title={t('title')}>
        {portfolio.data?.mode === 'PAPER' ? <ResetPaper portfolios={portfolio.data} /> : null}
      </PageHead>
      <PanelContent query={portfolio} errorTitle={t('failed')} rows={10}>
        {(data) => <Accounts portfolios={data} />}
      </PanelContent>
    </>
  )
}

function Accounts({ portfolios: { accounts } }: { readonly portfolios: Portfolios }) {
  const t = useTranslations('portfolio')
  if (accounts.length === 0)
    return (
      <Panel title={t('title')}>
        <PanelEmpty title={t('none')}>{t('noneHint')}</PanelEmpty>
      </Panel>
    )
  return accounts.map((account) => <Account key={account.accountId} account={account} />)
}

const known = (values: readonly (string | null)[]): readonly string[] =>
  values.filter((value) => value !== null)

function Account({ account }: { readonly account: Portfolio }) {
  const t = useTranslations('portfolio')
  const isStale = useIsStale()
  const { accountId, valuationCurrency, equity, positions, strategies, balances, ts } = account
  const held = positions.filter(({ quantity }) => quantity !== '0')
  return (
    <div className="grid gap-3">
      <Panel
        title={accountId}
        sub={<Time value={ts} form="clock" />}
        isStale={isStale}
        end={<Badge tone={account.mode === 'REAL' ? 'real' : 'paper'}>{account.mode}</Badge>}
      >
        <dl className="flex flex-wrap items-end gap-x-8 gap-y-3 px-3.5 pb-3.5">
          <Stat label={`${t('equity')} ${valuationCurrency}`} size="big">
            <Money value={equity} />
          </Stat>
          <Stat label={t('unrealized')}>
            <Delta value={sumDecimals(known(positions.map(({ unrealizedPnl }) => unrealizedPnl)))} />
          </Stat>
          <Stat label={t('realized')}>
            <Delta value={sumDecimals(positions.map(({ realizedPnl }) => realizedPnl))} />
          </Stat>
          <Stat label={t('fees')}>
            <Money value={sumDecimals(positions.map(({ fees }) => fees))} />
          </Stat>
          <Stat label={t('gross')}>
            <Money value={account.grossExposure} />
          </Stat>
          <Stat label={t('net')}>
            <Money value={account.netExposure} />
          </Stat>
          <Stat label={t('openOrders')}>
            <Link href="/operations?state=OPEN,PARTIALLY_FILLED" className="text-accent">
              {account.openOrders}
            </Link>
          </Stat>
        </dl>
        {equity === null ? <p className="px-3.5 pb-3 text-12 text-warn">{t('noPrice')}</p> : null}
      </Panel>
      <div className="grid grid-cols-[minmax(0,1fr)_376px] items-start gap-3 max-lg:grid-cols-1">
        <Panel title={t('positions')} sub={held.length} isStale={isStale}>
          <PositionTable label={t('positions')} positions={positions} />
        </Panel>
        <Panel title={t('balances')} isStale={isStale}>
          <Balances balances={balances} currency={valuationCurrency} />
        </Panel>
      </div>
      <Panel title={t('byStrategy')} sub={strategies.length} isStale={isStale}>
        <PositionTable label={t('byStrategy')} positions={strategies} />
      </Panel>
      <EquityHistoryPanel currency={valuationCurrency} />
    </div>
  )
}

type Balance = Portfolio['balances'][number]

interface BalancesProps {
  readonly balances: readonly Balance[]
  /** Shown to the cent; others as exact as they are. */
  readonly currency: string
}

function Balances({ balances, currency: valuation }: BalancesProps) {
  const t = useTranslations('portfolio')
  const amount = (currency: string, value: string) =>
    currency === valuation ? <Money value={value} /> : <Quantity value={value} />
  const columns: readonly Column<Balance>[] = [
    {
      ...{ key: 'currency', head: t('columns.currency') },
      cell: ({ currency }) => <b className="font-medium text-strong">{currency}</b>,
    },
    {
      key: 'total',
      head: t('columns.total'),
      isNumber: true,
      cell: ({ currency, total }) => amount(currency, total),
    },
    {
      key: 'held',
      head: <span title={t('heldHint')}>{t('columns.held')}</span>,
      isNumber: true,
      cell: ({ currency, held }) => amount(currency, held),
    },
    {
      ...{ key: 'free', head: t('columns.free'), isNumber: true },
      cell: ({ currency, total, held }) => amount(currency, subtractDecimals(total, held)),
    },
  ]
  if (balances.length === 0) return <PanelEmpty title={t('noBalances')} />
  return (
    <DataTable label={t('balances')} columns={columns} rows={balances} keyOf={({ currency }) => currency} />
  )
}
