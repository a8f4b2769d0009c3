'use client'

import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useStrategies } from '../../api/queries.ts'
import { PageHead } from '../../frame/page-head.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { StrategyCard } from './strategy-card.tsx'
import { StrategyDetailView } from './strategy-detail.tsx'

export function StrategiesPage() {
  const [id] = useQueryState('id', parseAsString)
  return id === null ? <StrategyCards /> : <StrategyDetailView key={id} id={id} />
}

function StrategyCards() {
  const t = useTranslations('strategies')
  const strategies = useStrategies()
  return (
    <>
      <PageHead title={t('title')} />
      <PanelContent query={strategies} errorTitle={t('failed')} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <Panel title={t('title')}>
              <PanelEmpty title={t('none')}>{t('noneHint')}</PanelEmpty>
            </Panel>
          ) : (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(340px,100%),1fr))] gap-3">
              {items.map((strategy) => (
                <StrategyCard key={strategy.id} strategy={strategy} />
              ))}
            </ul>
          )
        }
      </PanelContent>
    </>
  )
}
