'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import { useInstruments } from '../../api/queries.ts'
import type { StrategyDetail } from '../../api/types.ts'
import { PageHead } from '../../frame/page-head.tsx'
import { useIsStale, useLiveEvents } from '../../live/live-provider.tsx'
import { Delta, Money, Quantity } from '../../ui/amount.tsx'
import { digitsOf } from '../../ui/format/decimal.ts'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { InstrumentName } from '../../ui/instrument-name.tsx'
import { Link } from '../../ui/link.tsx'
import { PanelContent } from '../../ui/panel-states.tsx'
import { Stat } from '../../ui/stat.tsx'
import { InstrumentChart } from '../market/instrument-chart.tsx'
import { ChangeList } from './change-list.tsx'
import { ParameterPanel } from './parameter-panel.tsx'
import { SignalPanel } from './signal-panel.tsx'
import { StatusButtons } from './status-buttons.tsx'
import { StrategyStatus } from './strategy-status.tsx'

const EVERY_MS = 5_000

export function StrategyDetailView({ id }: { readonly id: string }) {
  const t = useTranslations('strategies')
  const { client } = useApi()
  const cache = useQueryClient()
  const queryKey = ['strategy', id]
  useLiveEvents('control', () => void cache.invalidateQueries({ queryKey }))
  const strategy = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/strategies/{id}', { params: { path: { id } }, signal })),
    refetchInterval: EVERY_MS,
  })
  return (
    <>
      <Link href="/strategies" className="text-11 text-faint hover:text-strong">
        ← {t('title')}
      </Link>
      <PageHead title={id}>
        {strategy.data === undefined ? null : (
          <>
            <span className="mr-auto">
              <StrategyStatus status={strategy.data.status} />
            </span>
            <StatusButtons strategy={strategy.data} />
          </>
        )}
      </PageHead>
      <PanelContent query={strategy} errorTitle={t('failed')} rows={10}>
        {(data) => <Detail strategy={data} />}
      </PanelContent>
    </>
  )
}

function Detail({ strategy }: { readonly strategy: StrategyDetail }) {
  const { id, instruments, instances, positions, changes } = strategy
  const [instrument] = instruments
  const known = useInstruments().data?.items.find((each) => each.id === instrument)
  return (
    <div className="grid gap-3">
      <Figures strategy={strategy} />
      <div className="grid grid-cols-[minmax(0,1fr)_376px] items-start gap-3 max-lg:grid-cols-1">
        <div className="grid gap-3">
          {instrument === undefined ? null : (
            <InstrumentChart
              instrumentId={instrument}
              digits={known === undefined ? 2 : digitsOf(known.priceIncrement)}
              strategy={{ id, instances }}
              position={positions.find(({ instrumentId }) => instrumentId === instrument)}
              className="h-[440px] max-md:h-[360px]"
            />
          )}
          <SignalPanel id={id} />
        </div>
        <div className="grid gap-3">
          <ParameterPanel strategy={strategy} />
          <ChangeList changes={changes} />
        </div>
      </div>
    </div>
  )
}

function Figures({ strategy: { type, instruments, positions, pnl } }: { readonly strategy: StrategyDetail }) {
  const t = useTranslations('strategies')
  const isStale = useIsStale()
  const held = positions.filter(({ quantity }) => quantity !== '0')
  return (
    <dl data-stale={isStale} className="flex flex-wrap gap-x-8 gap-y-2">
      <Stat label={t('type')}>{type}</Stat>
      <Stat label={t('instruments')}>{instruments.map(symbolOf).join(', ')}</Stat>
      <Stat label={t('holds')}>
        {held.length === 0
          ? t('nothing')
          : held.map(({ instrumentId, quantity }) => (
              <span key={instrumentId} className="mr-2">
                <Quantity value={quantity} /> <InstrumentName id={instrumentId} className="text-faint" />
              </span>
            ))}
      </Stat>
      <Stat label={t('unrealized')}>
        <Delta value={pnl?.unrealized} />
      </Stat>
      <Stat label={t('realized')}>
        <Delta value={pnl?.realized} />
      </Stat>
      <Stat label={t('fees')}>
        <Money value={pnl?.fees} />
      </Stat>
      <Stat label={t('net')}>
        <Delta value={pnl?.net} />
      </Stat>
    </dl>
  )
}
