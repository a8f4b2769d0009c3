'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { type ReactNode, useMemo } from 'react'
import { useApi } from '../../api/api-provider.tsx'
import { queries, useAsked, usePortfolio } from '../../api/queries.ts'
import type { EquityHistory, Portfolio } from '../../api/types.ts'
import { useEquityChanges } from '../../frame/use-equity-changes.ts'
import { Delta, Money } from '../../ui/amount.tsx'
import { formatDay, toMillis } from '../../ui/format/time-format.ts'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { useNow } from '../../ui/time.tsx'
import { withNewest } from './with-newest.ts'

const EquityChart = dynamic(
  () => import('../../charts/equity-chart.tsx').then(({ EquityChart }) => EquityChart),
  {
    ssr: false,
  },
)

const HOUR = 3_600_000
const RANGES = {
  '1H': { ms: HOUR, interval: '5s', stepMs: 5_000 },
  '1D': { ms: 24 * HOUR, interval: '1m', stepMs: HOUR / 60 },
  '7D': { ms: 7 * 24 * HOUR, interval: '15m', stepMs: HOUR / 4 },
  '31D': { ms: 31 * 24 * HOUR, interval: '1h', stepMs: HOUR },
  all: { ms: 1_990 * 24 * HOUR, interval: '1d', stepMs: 24 * HOUR },
} as const satisfies Record<string, { ms: number; interval: EquityHistory['interval']; stepMs: number }>
const NAMES = ['1H', '1D', '7D', '31D', 'all'] as const
const HEIGHT = 232
/** From where on a longer time is asked for: each look would be another question else. */
const STEP_MS = 5 * 60_000

export function EquityPanel({ isStale }: { isStale: boolean }) {
  const t = useTranslations('overview')
  const [chosen, setRange] = useQueryState('range', parseAsStringLiteral(NAMES))
  const { data: portfolios } = usePortfolio()
  const account = portfolios?.accounts[0]
  const firstRange = useFirstRange()
  const range = chosen ?? firstRange
  return (
    <section
      aria-label={t('equity')}
      data-stale={isStale}
      className="flex min-w-0 flex-none flex-col overflow-hidden rounded-3 border border-line bg-surface stale:hatched"
    >
      <div className="flex flex-wrap items-end gap-x-7 gap-y-2 px-3.5 pt-3 pb-1.5">
        <div>
          <h2 className="text-11 text-faint">{t('equity')}</h2>
          <p className="whitespace-nowrap font-semibold text-27 text-strong tracking-[-.022em]">
            <Money value={account?.equity} />{' '}
            <span className="font-normal text-12 text-faint tracking-normal">
              {account?.valuationCurrency}
            </span>
          </p>
        </div>
        <Changes />
        <Segmented
          label={t('range')}
          value={range}
          options={NAMES.map((value) => ({ value, label: t(`ranges.${value}`) }))}
          onChange={(value) => void setRange(value)}
          className="ml-auto self-start max-md:ml-0"
        />
      </div>
      <Curve range={range} account={account} isStale={isStale} />
    </section>
  )
}

/** What there is: of a system that began within the hour, a day would be a dot. */
function useFirstRange(): (typeof NAMES)[number] {
  const { client } = useApi()
  const now = useNow()
  const { data } = useAsked({ ...queries.equity(client, hourAgo(now), '1m'), enabled: now > 0 })
  const first = data?.points[0]
  const isYoung = first !== undefined && toMillis(first.ts) > now - HOUR + 2 * STEP_MS
  return isYoung ? '1H' : '1D'
}

const hourAgo = (now: number): string => stepped(now - HOUR)
const stepped = (ms: number): string => new Date(Math.floor(ms / STEP_MS) * STEP_MS).toISOString()

function Changes() {
  const t = useTranslations('overview')
  const locale = useLocale()
  const { today, week, all, since, peak } = useEquityChanges()
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 pb-[3px]">
      <Change name={t('today')}>
        <Delta value={today?.change} />
      </Change>
      <Change name={t('week')}>
        <Delta value={week?.change} />
      </Change>
      <Change
        name={
          since === undefined ? t('since') : `${t('since')} ${formatDay(since, { locale, timeZone: 'UTC' })}`
        }
      >
        <Delta value={all?.change} />
      </Change>
      <Change name={t('peak')} className="max-md:hidden">
        <Money value={peak} className="text-strong" />
      </Change>
    </dl>
  )
}

interface ChangeProps {
  readonly name: string
  readonly className?: string
  readonly children: ReactNode
}

function Change({ name, className, children }: ChangeProps) {
  return (
    <div className={className}>
      <dt className="whitespace-nowrap text-11 text-faint leading-[15px]">{name}</dt>
      <dd className="whitespace-nowrap font-medium text-13 leading-[17px]">{children}</dd>
    </div>
  )
}

interface CurveProps {
  readonly range: (typeof NAMES)[number]
  readonly account: Portfolio | undefined
  readonly isStale: boolean
}

function Curve({ range, account, isStale }: CurveProps) {
  const t = useTranslations('overview')
  const { client } = useApi()
  const { ms, interval, stepMs } = RANGES[range]
  const now = useNow()
  const from = stepped(now - ms)
  const query = useQuery({
    ...queries.equity(client, from, interval),
    enabled: now > 0,
    // The curve stays while the next one is asked for.
    placeholderData: (previous) => previous,
  })
  const points = useMemo(
    () => withNewest(query.data?.points ?? [], account, stepMs),
    [query.data, account, stepMs],
  )
  return (
    <div style={{ minHeight: HEIGHT }}>
      <PanelContent query={query} errorTitle={t('equityFailed')} rows={7}>
        {() =>
          points.length < 2 ? (
            <PanelEmpty title={t('noEquity')}>{t('noEquityHint')}</PanelEmpty>
          ) : (
            <EquityChart points={points} height={HEIGHT} isStale={isStale} />
          )
        }
      </PanelContent>
    </div>
  )
}
