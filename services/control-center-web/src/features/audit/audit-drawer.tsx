'use client'
/** One entry of the log with what it changed. */
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { AuditEntry } from '../../api/types.ts'
import { DiffList } from '../../ui/diff-list.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'
import { Time } from '../../ui/time.tsx'
import { auditChanges } from './audit-changes.ts'
import { Result } from './audit-table.tsx'

export interface AuditDrawerProps {
  readonly seq: number
  /** Undefined where it is not among the entries that were read. */
  readonly entry: AuditEntry | undefined
  readonly onClose: () => void
}

export function AuditDrawer({ seq, entry, onClose }: AuditDrawerProps) {
  const t = useTranslations('audit.entry')
  return (
    <Drawer
      label={t('title', { seq })}
      onClose={onClose}
      head={
        <>
          <h2 className="font-semibold text-14 text-strong">{t('title', { seq })}</h2>
          {entry === undefined ? null : (
            <p className="truncate font-mono text-12 text-body">
              {entry.actor} · {entry.action}
            </p>
          )}
        </>
      }
    >
      {entry === undefined ? (
        <PanelEmpty title={t('notRead')}>{t('notReadHint')}</PanelEmpty>
      ) : (
        <Entry entry={entry} />
      )}
    </Drawer>
  )
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const t = useTranslations('audit')
  const { ts, actor, role, address, action, target, result, before, after, mac } = entry
  const changes = auditChanges(before, after)
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('columns.time'), <Time key="time" value={ts} form="millis" />],
    [t('columns.actor'), `${actor} (${role})`],
    [t('columns.address'), address],
    [t('columns.action'), action],
    [t('columns.target'), target],
    [t('columns.result'), <Result key="result" result={result} />],
  ]
  return (
    <div className="grid gap-4 px-4 py-3.5">
      <dl className="grid grid-cols-[110px_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-12">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-faint">{name}</dt>
            <dd className="break-words text-strong">{value}</dd>
          </div>
        ))}
      </dl>
      <section aria-label={t('entry.changes')}>
        <h3 className="mb-1 font-semibold text-12 text-strong">{t('entry.changes')}</h3>
        {changes.length === 0 ? (
          <p className="text-12 text-faint">{t('entry.noChanges')}</p>
        ) : (
          <DiffList
            changes={changes.map(({ name, from, to }) => ({ name, from: from ?? '–', to: to ?? '–' }))}
          />
        )}
      </section>
      <section aria-label={t('entry.chain')}>
        <h3 className="mb-1 font-semibold text-12 text-strong">{t('entry.chain')}</h3>
        <p className="text-12 text-body">{t('entry.chainHint')}</p>
        <p className="mt-1 break-all font-mono text-11 text-faint">{mac}</p>
      </section>
    </div>
  )
}
