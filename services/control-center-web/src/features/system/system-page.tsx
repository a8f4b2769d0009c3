'use client'

import { useTranslations } from 'next-intl'
import { useSystem } from '../../api/queries.ts'
import type { System } from '../../api/types.ts'
import { PageHead } from '../../frame/page-head.tsx'
import { useIsStale } from '../../live/live-provider.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Glyph } from '../../ui/glyphs.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent } from '../../ui/panel-states.tsx'
import { Stat } from '../../ui/stat.tsx'
import { Age, Time } from '../../ui/time.tsx'
import { ConnectionPanel } from './connection-panel.tsx'
import { DeadLetterPanel } from './dead-letter-panel.tsx'
import { DifferencePanel } from './difference-panel.tsx'
import { LagPanel } from './lag-panel.tsx'
import { ServicePanel } from './service-panel.tsx'

export function SystemPage() {
  const t = useTranslations('system')
  const system = useSystem()
  return (
    <>
      <PageHead title={t('title')}>
        {system.data === undefined ? null : (
          <Badge tone={system.data.ready ? 'gain' : 'warn'} className="mr-auto">
            <Glyph name={system.data.ready ? 'dot' : 'diamond'} />
            {system.data.ready ? t('ready') : t('notReady')}
          </Badge>
        )}
      </PageHead>
      {system.data !== undefined && system.error !== null ? (
        <Callout tone="warn" className="mb-3">
          {t('outdated')} <Age since={system.data.now} />
        </Callout>
      ) : null}
      <PanelContent query={system} errorTitle={t('failed')} rows={12}>
        {(data) => <Panels system={data} hasFailed={system.error !== null} />}
      </PanelContent>
    </>
  )
}

function Panels({ system, hasFailed }: { readonly system: System; readonly hasFailed: boolean }) {
  const isStale = useIsStale() || hasFailed
  return (
    <div className="grid grid-cols-2 items-start gap-3 max-lg:grid-cols-1">
      <Facts {...{ system, isStale }} />
      <div className="grid gap-3">
        <ServicePanel services={system.services} isStale={isStale} />
        <LagPanel lag={system.lag} isStale={isStale} />
      </div>
      <div className="grid gap-3">
        <ConnectionPanel feeds={system.feeds} isStale={isStale} />
        <DifferencePanel reconciliation={system.reconciliation} isStale={isStale} />
        <DeadLetterPanel deadLetters={system.deadLetters} isStale={isStale} />
      </div>
    </div>
  )
}

function Facts({ system, isStale }: { readonly system: System; readonly isStale: boolean }) {
  const t = useTranslations('system')
  const { version, startedAt, mode, dryRun, venue, source, accountId, audit } = system
  return (
    <Panel title={t('process')} isStale={isStale} className="col-span-full">
      <dl className="flex flex-wrap gap-x-8 gap-y-3 px-3.5 pb-3.5">
        <Stat label={t('facts.version')}>{version}</Stat>
        <Stat label={t('facts.started')}>
          <Time value={startedAt} />
        </Stat>
        <Stat label={t('facts.uptime')}>
          <Age since={startedAt} />
        </Stat>
        <Stat label={t('facts.mode')}>{dryRun ? t('facts.dryRun', { mode }) : mode}</Stat>
        <Stat label={t('facts.venue')}>{venue}</Stat>
        <Stat label={t('facts.source')}>{source}</Stat>
        <Stat label={t('facts.account')}>{accountId}</Stat>
        <Stat label={t('facts.audit')}>{audit.head}</Stat>
      </dl>
      {audit.fault === null ? null : (
        <Callout tone="warn" className="mx-3.5 mb-3.5">
          {t('auditFault', { fault: audit.fault })}
        </Callout>
      )}
      <p className="border-line border-t px-3.5 py-2 text-12 text-faint">{t('notHere')}</p>
    </Panel>
  )
}
