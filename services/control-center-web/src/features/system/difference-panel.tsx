'use client'

import { useTranslations } from 'next-intl'
import type { System } from '../../api/types.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'

interface Difference {
  readonly with: 'venue' | 'executions'
  readonly what: string
  readonly account: string
  readonly count: number
}

interface DifferencePanelProps {
  readonly reconciliation: System['reconciliation']
  readonly isStale: boolean
}

/** To the venue, and to what executions make. Nothing compared is told apart from nothing found. */
export function DifferencePanel({ reconciliation: { venue, audit }, isStale }: DifferencePanelProps) {
  const t = useTranslations('system')
  const rows: readonly Difference[] = [
    ...venue.map(({ kind, account, count }) => ({ with: 'venue' as const, what: kind, account, count })),
    ...audit.map(({ source, account, count }) => ({
      ...{ with: 'executions' as const, what: source, account, count },
    })),
  ]
  const columns: readonly Column<Difference>[] = [
    { key: 'with', head: t('columns.comparedWith'), cell: (row) => t(`comparedWith.${row.with}`) },
    { key: 'what', head: t('columns.what'), cell: ({ what }) => <span className="text-strong">{what}</span> },
    { key: 'account', head: t('columns.account'), from: 420, cell: ({ account }) => account },
    {
      ...{ key: 'count', head: t('columns.differences'), isNumber: true },
      cell: ({ count }) => <span className={count > 0 ? 'font-medium text-warn' : ''}>{count}</span>,
    },
  ]
  return (
    <Panel title={t('differences')} sub={t('lastComparison')} isStale={isStale}>
      {rows.length === 0 ? (
        <PanelEmpty title={t('noDifferences')}>{t('noDifferencesHint')}</PanelEmpty>
      ) : (
        <DataTable
          label={t('differences')}
          columns={columns}
          rows={rows}
          keyOf={(row) => `${row.with}/${row.what}/${row.account}`}
        />
      )}
    </Panel>
  )
}
