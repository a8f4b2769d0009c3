'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useApi } from '../../api/api-provider.tsx'
import { queries } from '../../api/queries.ts'
import { useIsStale } from '../../live/live-provider.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { Segmented } from '../../ui/segmented.tsx'

const EquityChart = dynamic(
  () => import('../../charts/equity-chart.tsx').then(({ EquityChart }) => EquityChart),
  {
    ssr: false,
  },
)

const HOUR = 3_600_000
const SPANS = {
  '1D': { ms: 24 * HOUR, interval: '1m' },
  '7D': { ms: 7 * 24 * HOUR, interval: '15m' },
  '31D': { ms: 31 * 24 * HOUR, interval: '1h' },
  '1Y': { ms: 366 * 24 * HOUR, interval: '1d' },
} as const
type Span = keyof typeof SPANS
const NAMES = ['1D', '7D', '31D', '1Y'] as const

export function EquityHistoryPanel({ currency }: { readonly currency: string }) {
  const t = useTranslations('portfolio')
  const { client } = useApi()
  const isStale = useIsStale()
  const [span, setSpan] = useState<Span>('1D')
  const { ms, interval } = SPANS[span]
  // To the minute, or each look would be another question.
  const from = useMemo(() => new Date(Math.floor((Date.now() - ms) / 60_000) * 60_000).toISOString(), [ms])
  const equity = useQuery(queries.equity(client, from, interval))
  return (
    <Panel
      title={t('history')}
      sub={currency}
      isStale={isStale}
      end={
        <Segmented
          label={t('span')}
          value={span}
          options={NAMES.map((value) => ({ value, label: t(`spans.${value}`) }))}
          onChange={setSpan}
        />
      }
      bodyClassName="min-h-[240px]"
    >
      <PanelContent query={equity} errorTitle={t('historyFailed')} rows={7}>
        {({ points }) =>
          points.length < 2 ? (
            <PanelEmpty title={t('noHistory')}>{t('noHistoryHint')}</PanelEmpty>
          ) : (
            <EquityChart points={points} isStale={isStale} />
          )
        }
      </PanelContent>
    </Panel>
  )
}
