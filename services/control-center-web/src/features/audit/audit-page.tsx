'use client'
/** Who did what, when, and whether the log is as it was written; for admins. */
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useIsAdmitted, useMay } from '../../api/api-provider.tsx'
import type { AuditEntry } from '../../api/types.ts'
import { PageHead } from '../../frame/page-head.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'
import { type AuditFilters, entryParser, useAuditFilters } from './audit-filters.ts'
import { AuditTable } from './audit-table.tsx'
import { useAudit } from './use-audit.ts'
import { VerificationBar } from './verification-bar.tsx'

const AuditDrawer = dynamic(() => import('./audit-drawer.tsx').then(({ AuditDrawer }) => AuditDrawer), {
  ssr: false,
})

export function AuditPage() {
  const t = useTranslations('audit')
  const isAdmitted = useIsAdmitted()
  const isAdmin = useMay('admin')
  if (isAdmitted && isAdmin) return <Audit />
  return (
    <>
      <PageHead title={t('title')} />
      {isAdmitted ? (
        <Panel title={t('title')}>
          <PanelEmpty title={t('adminOnly')}>{t('adminOnlyHint')}</PanelEmpty>
        </Panel>
      ) : null}
    </>
  )
}

function Audit() {
  const t = useTranslations('audit')
  const [filters, setFilters] = useAuditFilters()
  const [seq, setSeq] = useQueryState('entry', entryParser)
  return (
    <div
      className={classNames(
        '-m-4 grid h-[calc(100dvh-56px)] max-md:-m-3 max-md:h-[calc(100dvh-150px)]',
        seq === null ? 'grid-cols-1' : 'grid-cols-[minmax(0,1fr)_min(460px,44%)] max-md:grid-cols-1',
      )}
    >
      <div className="flex min-h-0 min-w-0 flex-col">
        <div className="px-4 pt-3 pb-2 max-md:px-3 [&_header]:mb-0">
          <PageHead title={t('title')} />
        </div>
        <VerificationBar />
        <search className="flex flex-none flex-wrap items-center gap-2 px-4 py-2 max-md:px-3">
          {(['actor', 'action'] as const).map((name) => (
            <Filter
              key={name}
              label={t(`filters.${name}`)}
              value={filters[name]}
              onChange={(value) => void setFilters({ [name]: value === '' ? null : value })}
            />
          ))}
        </search>
        <AuditTable
          filters={filters}
          selected={seq}
          onOpen={(entry: AuditEntry) => void setSeq(entry.seq)}
          onClear={() => void setFilters(null)}
        />
      </div>
      {seq === null ? null : <OpenEntry key={seq} {...{ seq, filters }} onClose={() => void setSeq(null)} />}
    </div>
  )
}

interface OpenEntryProps {
  readonly seq: number
  readonly filters: AuditFilters
  readonly onClose: () => void
}

/** Of what the table has read: the same question, so that nothing is asked twice. */
function OpenEntry({ seq, filters, onClose }: OpenEntryProps) {
  const { rows } = useAudit(filters)
  return <AuditDrawer seq={seq} entry={rows.find((row) => row.seq === seq)} onClose={onClose} />
}

interface FilterProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

const Filter = ({ label, value, onChange }: FilterProps) => (
  <input
    type="search"
    aria-label={label}
    placeholder={label}
    value={value}
    maxLength={100}
    onChange={(event) => onChange(event.target.value)}
    className="h-7 min-w-[150px] max-w-[260px] flex-1 rounded-2 border border-line-strong bg-inset px-2.5 text-12 text-strong outline-none placeholder:text-faint focus-visible:shadow-[var(--focus)] max-md:h-11"
  />
)
