'use client'

import { useTranslations } from 'next-intl'
import type { System } from '../../api/types.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'
import { Age } from '../../ui/time.tsx'

type Connection = System['feeds'][number]

interface ConnectionPanelProps {
  readonly feeds: readonly Connection[]
  readonly isStale: boolean
}

/** A count that another process keeps is not known here, and is not shown as zero. */
export function ConnectionPanel({ feeds, isStale }: ConnectionPanelProps) {
  const t = useTranslations('system')
  const count = (value: number | null) => value ?? <span className="text-faint">{t('notKnown')}</span>
  const columns: readonly Column<Connection>[] = [
    {
      ...{ key: 'feed', head: t('columns.feed') },
      cell: ({ venue, connection }) => (
        <span className="block max-w-40 truncate" title={connection}>
          <span className="font-medium text-strong">{venue}</span> {connection}
        </span>
      ),
    },
    {
      ...{ key: 'state', head: t('columns.state') },
      cell: ({ state, detail }) => (
        <span title={detail}>
          <code className="font-mono text-11">{state}</code>
        </span>
      ),
    },
    {
      ...{ key: 'since', head: t('columns.since'), isNumber: true, from: 720 },
      cell: ({ ts }) => <Age since={ts} />,
    },
    {
      ...{ key: 'gaps', head: t('columns.gaps'), isNumber: true },
      cell: ({ gaps }) => count(gaps),
    },
    {
      ...{ key: 'resyncs', head: t('columns.resyncs'), isNumber: true, from: 560 },
      cell: ({ resyncs }) => count(resyncs),
    },
    {
      ...{ key: 'reconnects', head: t('columns.reconnects'), isNumber: true, from: 560 },
      cell: ({ reconnects }) => count(reconnects),
    },
  ]
  return (
    <Panel title={t('feeds')} sub={t('sinceStart')} isStale={isStale}>
      {feeds.length === 0 ? (
        <PanelEmpty title={t('noFeeds')}>{t('noFeedsHint')}</PanelEmpty>
      ) : (
        <DataTable
          label={t('feeds')}
          columns={columns}
          rows={feeds}
          keyOf={({ venue, connection }) => `${venue}/${connection}`}
        />
      )}
    </Panel>
  )
}
