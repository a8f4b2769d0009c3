'use client'

import { useTranslations } from 'next-intl'
import { PageHead } from '../../frame/page-head.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'

/** Says that there are none yet, and what there is instead: no figure that nothing stands behind. */
export function BacktestsPage() {
  const t = useTranslations('backtests')
  return (
    <>
      <PageHead title={t('title')} />
      <Panel title={t('panel')}>
        <PanelEmpty title={t('notYet')}>
          <p>{t('notYetHint')}</p>
          <p className="mt-3">{t('instead')}</p>
          <code className="mt-1 block whitespace-pre-wrap font-mono text-strong">
            {'npx ots replay session.jsonl.gz\n  --strategy simple-momentum --param quantity=0.05'}
          </code>
        </PanelEmpty>
      </Panel>
    </>
  )
}
