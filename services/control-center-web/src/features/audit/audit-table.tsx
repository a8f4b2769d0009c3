'use client'
/** Who did what, when, newest first. */
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useMemo, useState } from 'react'
import type { AuditEntry } from '../../api/types.ts'
import { useIsStale } from '../../live/live-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { PanelEmpty, PanelError, PanelLoading } from '../../ui/panel-states.tsx'
import { Time } from '../../ui/time.tsx'
import { type VirtualColumn, VirtualTable } from '../../ui/virtual-table.tsx'
import type { AuditFilters } from './audit-filters.ts'
import { useAudit } from './use-audit.ts'

export interface AuditTableProps {
  readonly filters: AuditFilters
  readonly selected: number | null
  readonly onOpen: (entry: AuditEntry) => void
  readonly onClear: () => void
}

export function AuditTable({ filters, selected, onOpen, onClear }: AuditTableProps) {
  const t = useTranslations('audit')
  const locale = useLocale()
  const asked = useAudit(filters)
  const columns = useColumns()
  const isStale = useIsStale() || asked.isRefetchError
  const [range, setRange] = useState<readonly [number, number]>([0, 0])
  const onRange = useCallback((from: number, to: number) => setRange([from, to]), [])
  const { rows, data, error, hasNextPage, isFetching, fetchNextPage } = asked
  if (data === undefined && error !== null)
    return (
      <PanelError
        title={t('failed')}
        error={error}
        since={asked.errorUpdatedAt}
        onRetry={() => void asked.refetch()}
      />
    )
  if (data === undefined) return <PanelLoading rows={18} className="border-line border-t pt-7" />
  const number = new Intl.NumberFormat(locale)
  return (
    <>
      <div data-stale={isStale} className="flex min-h-0 flex-1 border-line border-t stale:hatched">
        {rows.length === 0 ? (
          <PanelEmpty title={t('empty')} className="flex-1">
            <p>{t('emptyHint')}</p>
            <Button kind="ghost" className="mt-1 text-accent" onClick={onClear}>
              {t('clearFilters')}
            </Button>
          </PanelEmpty>
        ) : (
          <VirtualTable
            {...{ columns, rows, onOpen, onRange }}
            label={t('title')}
            keyOf={keyOf}
            sort={null}
            onSort={() => {}}
            selected={selected === null ? null : String(selected)}
            narrow={(entry) => <NarrowEntry entry={entry} />}
            onEnd={() => {
              if (hasNextPage && !isFetching) void fetchNextPage()
            }}
          />
        )}
      </div>
      <footer className="flex h-[34px] flex-none items-center gap-4 whitespace-nowrap border-line border-t bg-bg px-4 text-12">
        <span>
          <b className="font-medium text-strong">
            {number.format(range[0])}–{number.format(range[1])}
          </b>{' '}
          {t(hasNextPage ? 'ofMore' : 'of', { count: rows.length })}
        </span>
        <span className="ml-auto text-faint">{isStale ? t('stale') : null}</span>
      </footer>
    </>
  )
}

const keyOf = ({ seq }: AuditEntry): string => String(seq)

function useColumns(): readonly VirtualColumn<AuditEntry>[] {
  const t = useTranslations('audit.columns')
  return useMemo(
    () => [
      {
        ...{ key: 'time', head: t('time'), width: 'w-[146px]' },
        cell: ({ ts }) => <Time value={ts} form="millis" />,
      },
      {
        ...{
          key: 'actor',
          head: t('actor'),
          width: 'w-[110px]',
          isLong: true,
          className: 'font-medium text-strong',
        },
        cell: ({ actor }) => actor,
      },
      { ...{ key: 'role', head: t('role'), width: 'w-[92px]', from: 960 }, cell: ({ role }) => role },
      {
        ...{ key: 'action', head: t('action'), width: 'w-[180px]', isLong: true, className: 'font-mono' },
        cell: ({ action }) => action,
      },
      {
        ...{ key: 'target', head: t('target'), width: 'w-[250px]', from: 840, isLong: true },
        className: 'font-mono',
        title: ({ target }) => target,
        cell: ({ target }) => target,
      },
      { ...{ key: 'result', head: t('result') }, cell: ({ result }) => <Result result={result} /> },
      {
        ...{ key: 'address', head: t('address'), width: 'w-[112px]', from: 1060, isLong: true },
        className: 'font-mono',
        cell: ({ address }) => (address === '-' ? '–' : address),
      },
    ],
    [t],
  )
}

/** What was refused or is in doubt is not read over. */
export function Result({ result }: { readonly result: string }) {
  const isPlain = /^(DONE|APPLIED|PENDING|PROPOSED)/.test(result)
  return (
    <span title={result} className={classNames('font-mono', isPlain ? '' : 'text-warn')}>
      {result}
    </span>
  )
}

function NarrowEntry({ entry: { ts, actor, action, target, result } }: { readonly entry: AuditEntry }) {
  return (
    <div className="grid grid-cols-1 gap-0.5 text-12">
      <div className="flex items-baseline gap-2">
        <span className="font-medium text-strong">{actor}</span>
        <span className="min-w-0 truncate font-mono">{action}</span>
        <Time value={ts} className="ml-auto whitespace-nowrap" />
      </div>
      <div className="flex items-baseline gap-2 whitespace-nowrap text-faint">
        <span className="min-w-0 shrink-[3] truncate font-mono">{target}</span>
        <span className="ml-auto min-w-0 max-w-[70%] truncate">
          <Result result={result} />
        </span>
      </div>
    </div>
  )
}
