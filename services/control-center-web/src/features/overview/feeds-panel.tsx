'use client'

import { useTranslations } from 'next-intl'
import { useSystem } from '../../api/queries.ts'
import type { System } from '../../api/types.ts'
import { TickAge } from '../../frame/top-bar/cells.tsx'
import { useTicks } from '../../live/live-provider.tsx'
import type { LastTick } from '../../live/market-store.ts'
import { Price } from '../../ui/amount.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { Glyph } from '../../ui/glyphs.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { PanelLink } from './panel-link.tsx'
import { isConnected } from './safety.tsx'

interface Row extends LastTick {
  readonly id: string
}

export function FeedsPanel({ isStale }: { isStale: boolean }) {
  const t = useTranslations('overview')
  const system = useSystem()
  const rows = [...useTicks()].map(([id, tick]): Row => ({ id, ...tick }))
  const columns: readonly Column<Row>[] = [
    {
      ...{ key: 'instrument', head: t('columns.instrument') },
      cell: ({ id, bookState }) => (
        <span className="inline-flex items-center gap-[7px]">
          <Glyph
            name={bookState === 'LIVE' ? 'dot' : 'diamond'}
            className={bookState === 'LIVE' ? 'text-gain stale:text-stale' : 'text-warn'}
          />
          <b className="font-medium text-strong">{symbolOf(id)}</b>
        </span>
      ),
    },
    {
      key: 'bid',
      head: t('columns.bid'),
      isNumber: true,
      from: 420,
      cell: ({ bid }) => <Price value={bid} />,
    },
    {
      key: 'ask',
      head: t('columns.ask'),
      isNumber: true,
      from: 420,
      cell: ({ ask }) => <Price value={ask} />,
    },
    {
      ...{ key: 'last', head: t('columns.last'), isNumber: true },
      cell: ({ lastPrice }) => <Price value={lastPrice} className="text-strong" />,
    },
    {
      ...{ key: 'age', head: t('columns.lastTick'), isNumber: true },
      cell: ({ tickedAt }) => <TickAge name="" tickedAt={tickedAt} />,
    },
  ]
  return (
    <Panel
      title={t('feeds')}
      isStale={isStale}
      className="max-lg:order-6"
      end={<PanelLink href="/system">{t('toSystem')}</PanelLink>}
    >
      {rows.length === 0 ? (
        <PanelEmpty title={t('noFeeds')}>{t('noFeedsHint')}</PanelEmpty>
      ) : (
        <DataTable label={t('feeds')} columns={columns} rows={rows} keyOf={({ id }) => id} />
      )}
      <PanelContent query={system} errorTitle={t('systemFailed')} rows={1}>
        {({ feeds }) => <Connections feeds={feeds} />}
      </PanelContent>
    </Panel>
  )
}

function Connections({ feeds }: { feeds: System['feeds'] }) {
  const t = useTranslations('overview')
  return (
    <ul className="border-line border-t px-3.5 py-2 text-12 text-body">
      {feeds.map(({ venue, connection, state, gaps, resyncs, reconnects }) => (
        <li key={`${venue}/${connection}`} className="flex flex-wrap gap-x-2">
          <span className="text-strong">{venue}</span>
          <span className={isConnected(state) ? '' : 'text-warn'}>{state.toLowerCase()}</span>
          <span className="text-faint">
            {t('connection', { gaps: gaps ?? 0, resyncs: resyncs ?? 0, reconnects: reconnects ?? 0 })}
          </span>
        </li>
      ))}
    </ul>
  )
}
