'use client'
import { useTranslations } from 'next-intl'
import type { StrategyDetail } from '../../api/types.ts'
import { Badge } from '../../ui/badge.tsx'
/** What was changed, by whom and why; of parameters, each that is another than before. */
import { Link } from '../../ui/link.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'
import { Time } from '../../ui/time.tsx'
import { textOf } from './parameter-fields.ts'

type Change = StrategyDetail['changes'][number]

const entriesOf = (params: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof params === 'object' && params !== null ? Object.entries(params) : [])

/** "quantity 0.10 → 0.15" */
function differences(before: unknown, after: unknown): readonly string[] {
  const [from, to] = [entriesOf(before), entriesOf(after)]
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((name) => {
    const [a, b] = [textOf(from.get(name)), textOf(to.get(name))]
    return a === b ? [] : [`${name} ${a || '–'} → ${b || '–'}`]
  })
}

export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  const t = useTranslations('strategies')
  return (
    <Panel
      title={t('changes')}
      end={
        <Link href="/audit" className="text-accent">
          {t('audit')}
        </Link>
      }
    >
      {changes.length === 0 ? (
        <PanelEmpty title={t('noChanges')}>{t('noChangesHint')}</PanelEmpty>
      ) : (
        <ol className="px-3.5 pb-2 text-12">
          {changes.map((change, i) => (
            <ChangeItem
              key={change.commandId}
              change={change}
              before={changes.slice(i + 1).find(({ params }) => params !== null)}
            />
          ))}
        </ol>
      )}
    </Panel>
  )
}

function ChangeItem({ change, before }: { readonly change: Change; readonly before: Change | undefined }) {
  const t = useTranslations('strategies')
  const { kind, outcome, by, reason, said, status, params, ts } = change
  const isConfig = kind === 'SET_STRATEGY_CONFIG'
  const parts = isConfig && before !== undefined ? differences(before.params, params) : []
  const title = isConfig ? parts.join(', ') || t('parametersSet') : (status ?? kind)
  // Why it did not happen is more than why it was wanted.
  const told = outcome === 'REJECTED' ? said : (reason ?? said)
  return (
    <li className="border-line border-b py-1.5 last:border-0">
      <p className="flex items-baseline gap-2.5">
        <Time value={ts} className="whitespace-nowrap" />
        <span className="min-w-0 flex-1 truncate text-strong" title={title}>
          {title}
        </span>
        {outcome === 'REJECTED' ? <Badge tone="loss">{t('rejected')}</Badge> : null}
        <span className="whitespace-nowrap text-faint">{by}</span>
      </p>
      <p className="truncate text-faint" title={told}>
        {told}
      </p>
    </li>
  )
}
