'use client'
/** What the strategy wanted, with the values that led to it, and the order that it became. */
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '../../api/api-provider.tsx'
import type { Signal } from '../../api/types.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { InstrumentName } from '../../ui/instrument-name.tsx'
import { Link } from '../../ui/link.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { Side } from '../../ui/side.tsx'
import { Time } from '../../ui/time.tsx'
import { signalsOf } from './signal-query.ts'

const SHOWN = 12

export function SignalPanel({ id }: { readonly id: string }) {
  const t = useTranslations('strategies')
  const { client } = useApi()
  const signals = useQuery(signalsOf(client, id))
  return (
    <Panel
      title={t('signals')}
      end={
        <Link href={`/operations?strategy=${encodeURIComponent(id)}`} className="text-accent">
          {t('orders')}
        </Link>
      }
    >
      <PanelContent query={signals} errorTitle={t('signalsFailed')} rows={6}>
        {({ items }) => <SignalTable signals={items.slice(0, SHOWN)} />}
      </PanelContent>
    </Panel>
  )
}

const MOST_VALUES = 4

function SignalTable({ signals }: { readonly signals: readonly Signal[] }) {
  const t = useTranslations('strategies')
  const names = [...new Set(signals.flatMap(({ values }) => Object.keys(values)))].slice(0, MOST_VALUES)
  const columns: readonly Column<Signal>[] = [
    { key: 'time', head: t('columns.time'), cell: ({ ts }) => <Time value={ts} /> },
    {
      ...{ key: 'side', head: t('columns.signal') },
      cell: ({ side, instrumentId }) => (
        <span className="inline-flex gap-1.5 text-strong">
          <Side side={side} /> <InstrumentName id={instrumentId} />
        </span>
      ),
    },
    ...names.map(
      (name): Column<Signal> => ({
        ...{ key: `value/${name}`, head: name, isNumber: true, from: 560 },
        cell: ({ values }) => values[name] ?? '–',
      }),
    ),
    {
      ...{ key: 'order', head: t('columns.became'), isNumber: true },
      cell: ({ orderId }) => (
        <Link href={`/operations?order=${orderId}`} className="font-mono text-accent">
          {orderId.slice(0, 8)}
        </Link>
      ),
    },
  ]
  if (signals.length === 0) return <PanelEmpty title={t('noSignals')}>{t('noSignalsHint')}</PanelEmpty>
  return <DataTable label={t('signals')} columns={columns} rows={signals} keyOf={({ id }) => id} />
}
