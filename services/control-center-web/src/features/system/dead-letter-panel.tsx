'use client'

import { useTranslations } from 'next-intl'
import type { System } from '../../api/types.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'
import { Time } from '../../ui/time.tsx'

type DeadLetters = System['deadLetters']
type DeadLetter = DeadLetters['recent'][number]

interface DeadLetterPanelProps {
  readonly deadLetters: DeadLetters
  readonly isStale: boolean
}

/** What nobody could read, newest first, with where it lies. */
export function DeadLetterPanel({ deadLetters: { count, recent }, isStale }: DeadLetterPanelProps) {
  const t = useTranslations('system')
  const columns: readonly Column<DeadLetter>[] = [
    { key: 'time', head: t('columns.time'), cell: ({ ts }) => <Time value={ts} /> },
    {
      ...{ key: 'record', head: t('columns.record') },
      cell: ({ topic, partition, offset }) => (
        <code className="wrap-anywhere whitespace-normal font-mono text-11">{`${topic}/${partition}/${offset}`}</code>
      ),
    },
    {
      ...{ key: 'reason', head: t('columns.reason') },
      cell: ({ reason }) => <span className="wrap-anywhere whitespace-normal">{reason}</span>,
    },
  ]
  return (
    <Panel title={t('deadLetters')} sub={String(count)} isStale={isStale}>
      {recent.length === 0 ? (
        <PanelEmpty title={t('noDeadLetters')}>{t('noDeadLettersHint')}</PanelEmpty>
      ) : (
        <DataTable
          label={t('deadLetters')}
          columns={columns}
          rows={recent}
          keyOf={({ topic, partition, offset }) => `${topic}/${partition}/${offset}`}
        />
      )}
    </Panel>
  )
}
