'use client'

import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMay } from '../../api/api-provider.tsx'
import { useRisk } from '../../api/queries.ts'
import type { Denial, Risk } from '../../api/types.ts'
import { PageHead } from '../../frame/page-head.tsx'
import { Quantity } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { Glyph } from '../../ui/glyphs.tsx'
import { Link } from '../../ui/link.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { Side } from '../../ui/side.tsx'
import { Time } from '../../ui/time.tsx'
import { valuesText } from '../operations/denial-columns.tsx'
import { KillSwitch } from './kill-switch.tsx'
import { isLimitName } from './limit-kinds.ts'
import { LimitTable } from './limit-table.tsx'
import { LimitText } from './limit-text.tsx'
import { Proposals } from './proposals.tsx'

/** Forms are loaded when one is wanted. */
const LimitsDialog = dynamic(() => import('./limits-dialog.tsx').then(({ LimitsDialog }) => LimitsDialog), {
  ssr: false,
})

export function RiskPage() {
  const t = useTranslations('risk')
  const risk = useRisk()
  const isAdmin = useMay('admin')
  const [isEditing, setIsEditing] = useState(false)
  return (
    <>
      <PageHead title={t('title')}>
        {risk.data === undefined ? null : <Verdict risk={risk.data} />}
        <Button
          className="ml-auto"
          disabled={!isAdmin || risk.data === undefined}
          onClick={() => setIsEditing(true)}
        >
          {isAdmin ? t('edit') : t('needsAdmin')}
        </Button>
      </PageHead>
      <div className="grid grid-cols-[minmax(0,1fr)_376px] items-start gap-3 max-lg:grid-cols-1">
        <div className="grid gap-3">
          <Proposals />
          <Panel title={t('limits')} end={<Legend />}>
            <PanelContent query={risk} errorTitle={t('failed')} rows={12}>
              {(data) => (
                <>
                  <LimitTable limits={data.limits} />
                  <p className="border-line border-t px-3.5 py-2 text-11 text-faint">{t('lossFrom')}</p>
                </>
              )}
            </PanelContent>
          </Panel>
          <LevelsPanel risk={risk.data} />
        </div>
        <div className="grid gap-3">
          <KillSwitch changes={risk.data?.statusChanges} />
          <DenialsByCode risk={risk.data} />
        </div>
        <Panel
          title={t('recent')}
          sub={t('lastDay')}
          className="col-span-full"
          end={
            <Link href="/operations?list=denials" className="text-accent">
              {t('all')}
            </Link>
          }
        >
          <PanelContent query={risk} errorTitle={t('failed')}>
            {(data) => <RecentDenials denials={data.denials.recent} />}
          </PanelContent>
        </Panel>
      </div>
      {isEditing && risk.data !== undefined ? (
        <LimitsDialog risk={risk.data} isOpen onOpenChange={setIsEditing} />
      ) : null}
    </>
  )
}

const WARN_AT = 0.8

function Verdict({ risk: { limits } }: { readonly risk: Risk }) {
  const t = useTranslations('risk')
  const high = limits.filter(({ share }) => share !== null && share >= WARN_AT)
  const isOver = high.some(({ share }) => share !== null && share > 1)
  if (high.length === 0)
    return (
      <Badge tone="gain">
        <Glyph name="dot" />
        {t('within')}
      </Badge>
    )
  return (
    <Badge tone="warn">
      <Glyph name="diamond" />
      {isOver ? t('over') : t('near', { count: high.length })}
    </Badge>
  )
}

function Legend() {
  const t = useTranslations('risk.legend')
  return (
    <span className="flex items-center gap-3 text-11 max-md:hidden">
      <span className="flex items-center gap-1.5">
        <i className="h-1 w-3.5 rounded-full bg-faint" />
        {t('used')}
      </span>
      <span className="flex items-center gap-1.5">
        <i className="striped h-1 w-3.5 text-faint" />
        {t('held')}
      </span>
      <span>| 80 %</span>
    </span>
  )
}

/** What is set below the account: the strictest level wins. */
function LevelsPanel({ risk }: { readonly risk: Risk | undefined }) {
  const t = useTranslations('risk')
  const levels = risk?.set.filter(({ level }) => level !== 'account') ?? []
  if (levels.length === 0) return null
  return (
    <Panel title={t('levels')} sub={t('strictest')}>
      <ul className="px-3.5 pb-2 text-12">
        {levels.map(({ level, id, limits }) => (
          <li
            key={`${level}/${id}`}
            className="flex flex-wrap gap-x-3 border-line border-b py-1.5 last:border-0"
          >
            <span className="text-strong">{t(`scopes.${level}`, { id })}</span>
            {Object.entries(limits).map(([name, value]) => (
              <span key={name} title={name} className="text-body">
                {isLimitName(name) ? t(`names.${name}`) : name}{' '}
                <b className="font-medium text-strong">
                  <LimitText name={name} value={String(value)} />
                </b>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function DenialsByCode({ risk }: { readonly risk: Risk | undefined }) {
  const t = useTranslations('risk')
  const counts = risk?.denials.byCode ?? []
  const most = counts[0]?.count ?? 1
  return (
    <Panel title={t('byCode')} sub={t('lastDay')}>
      {counts.length === 0 ? (
        <PanelEmpty title={t('noDenials')}>{t('noDenialsHint')}</PanelEmpty>
      ) : (
        <ul className="px-3.5 pb-2.5 text-12">
          {counts.map(({ code, count }) => (
            <li key={code}>
              <Link
                href={`/operations?list=denials&code=${code}`}
                className="grid h-7 grid-cols-[minmax(0,1fr)_90px_44px] items-center gap-2.5 hover:bg-surface-2"
              >
                <code className="truncate font-mono text-11">{code}</code>
                <span className="h-1 rounded-full bg-line">
                  <i
                    className="block h-1 rounded-full bg-loss stale:bg-stale"
                    style={{ width: `${(count / most) * 100}%` }}
                  />
                </span>
                <span className="text-right font-medium text-strong">{count}</span>
              </Link>
            </li>
          ))}
          {risk?.denials.isWhole === false ? <li className="pt-1 text-faint">{t('notWhole')}</li> : null}
        </ul>
      )}
    </Panel>
  )
}

function RecentDenials({ denials }: { readonly denials: readonly Denial[] }) {
  const t = useTranslations('risk')
  const locale = useLocale()
  const columns: readonly Column<Denial>[] = [
    { key: 'time', head: t('columns.time'), cell: ({ ts }) => <Time value={ts} form="millis" /> },
    { key: 'strategy', head: t('columns.strategy'), from: 560, cell: ({ strategyId }) => strategyId },
    {
      ...{ key: 'order', head: t('columns.order') },
      cell: ({ side, quantity, quoteAmount, instrumentId, orderId, code }) => (
        <Link href={`/operations?order=${orderId}`} className="inline-flex gap-1.5 text-strong">
          <span>
            <Side side={side} /> <Quantity value={quantity ?? quoteAmount} /> {symbolOf(instrumentId)}
            {/* Where its column has no room. */}
            <code className="block font-mono text-11 text-faint @min-[560px]:hidden">{code}</code>
          </span>
        </Link>
      ),
    },
    {
      ...{ key: 'code', head: t('columns.code'), from: 560 },
      cell: ({ code }) => <code className="font-mono text-11">{code}</code>,
    },
    {
      ...{ key: 'why', head: t('columns.why'), from: 720 },
      cell: ({ meaning, values }) => valuesText(values, locale) || meaning,
    },
  ]
  if (denials.length === 0) return <PanelEmpty title={t('noDenials')}>{t('noDenialsHint')}</PanelEmpty>
  return <DataTable label={t('recent')} columns={columns} rows={denials} keyOf={({ id }) => id} />
}
