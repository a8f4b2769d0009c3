'use client'

import { useTranslations } from 'next-intl'
import type { System } from '../../api/types.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Glyph } from '../../ui/glyphs.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'

type Service = System['services'][number]

interface ServicePanelProps {
  readonly services: readonly Service[]
  readonly isStale: boolean
}

/** Those of the process that answers. What is not ready says why. */
export function ServicePanel({ services, isStale }: ServicePanelProps) {
  const t = useTranslations('system')
  const columns: readonly Column<Service>[] = [
    {
      ...{ key: 'name', head: t('columns.service') },
      cell: ({ name }) => <span className="font-medium text-strong">{name}</span>,
    },
    {
      ...{ key: 'state', head: t('columns.state') },
      cell: ({ ready }) => (
        <span
          className={`inline-flex items-center gap-[7px] ${ready ? 'text-gain stale:text-stale' : 'text-warn'}`}
        >
          <Glyph name={ready ? 'dot' : 'diamond'} />
          {ready ? t('ready') : t('notReady')}
        </span>
      ),
    },
    {
      ...{ key: 'detail', head: t('columns.detail') },
      cell: ({ detail }) => <span className="wrap-anywhere whitespace-normal">{detail || '–'}</span>,
    },
  ]
  return (
    <Panel title={t('services')} sub={t('ofProcesses')} isStale={isStale}>
      {services.length === 0 ? (
        <PanelEmpty title={t('noServices')}>{t('noServicesHint')}</PanelEmpty>
      ) : (
        <DataTable label={t('services')} columns={columns} rows={services} keyOf={({ name }) => name} />
      )}
    </Panel>
  )
}
