'use client'

import { useTranslations } from 'next-intl'
import type { System } from '../../api/types.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'

type Lag = System['lag'][number]

/** What consumers of the answering process have not been given yet, the most first. */
export function LagPanel({ lag, isStale }: { readonly lag: readonly Lag[]; readonly isStale: boolean }) {
  const t = useTranslations('system')
  const columns: readonly Column<Lag>[] = [
    {
      ...{ key: 'group', head: t('columns.group') },
      cell: ({ group, topic }) => (
        <span className="text-strong">
          <span className="wrap-anywhere whitespace-normal">{group}</span>
          {/* Where its column has no room. */}
          <code className="wrap-anywhere block whitespace-normal font-mono text-11 text-faint @min-[420px]:hidden">
            {topic}
          </code>
        </span>
      ),
    },
    {
      ...{ key: 'topic', head: t('columns.topic'), from: 420 },
      cell: ({ topic }) => <code className="font-mono text-11">{topic}</code>,
    },
    {
      ...{ key: 'records', head: t('columns.records'), isNumber: true },
      cell: ({ records }) => <span className={records > 0 ? 'font-medium text-strong' : ''}>{records}</span>,
    },
  ]
  return (
    <Panel title={t('lag')} sub={t('ofProcesses')} isStale={isStale}>
      {lag.length === 0 ? (
        <PanelEmpty title={t('noLag')}>{t('noLagHint')}</PanelEmpty>
      ) : (
        <DataTable
          label={t('lag')}
          columns={columns}
          rows={lag}
          keyOf={({ group, topic }) => `${group}/${topic}`}
          className="max-h-96 overflow-y-auto"
        />
      )}
    </Panel>
  )
}
