'use client'
/** What the running strategies of this instrument saw when they last wanted something: their indicators. */
import { useQueries } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '../../api/api-provider.tsx'
import { useStrategies } from '../../api/queries.ts'
import { Link } from '../../ui/link.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'
import { Side } from '../../ui/side.tsx'
import { Age } from '../../ui/time.tsx'
import { signalsOf } from '../strategies/signal-query.ts'

export function SeenPanel({ instrumentId }: { readonly instrumentId: string }) {
  const t = useTranslations('market')
  const { client } = useApi()
  const strategies = (useStrategies().data?.items ?? []).filter(
    ({ instruments, status }) => instruments.includes(instrumentId) && status !== 'STOPPED',
  )
  const asked = useQueries({ queries: strategies.map(({ id }) => signalsOf(client, id)) })
  return (
    <Panel title={t('seen')} sub={t('seenSub')}>
      {strategies.length === 0 ? (
        <PanelEmpty title={t('noStrategies')}>{t('noStrategiesHint')}</PanelEmpty>
      ) : null}
      <ul className="px-3.5 pb-2 text-12">
        {strategies.map(({ id }, i) => {
          const signal = asked[i]?.data?.items.find((each) => each.instrumentId === instrumentId)
          return (
            <li
              key={id}
              className="flex flex-wrap items-center gap-x-4 gap-y-0.5 border-line border-b py-1.5 last:border-0"
            >
              <Link href={`/strategies?id=${encodeURIComponent(id)}`} className="font-medium text-accent">
                {id}
              </Link>
              {signal === undefined ? (
                <span className="text-faint">{t('noSignal')}</span>
              ) : (
                <>
                  <Side side={signal.side} />
                  {Object.entries(signal.values).map(([name, value]) => (
                    <span key={name} className="text-faint">
                      {name} <b className="font-medium text-strong">{value}</b>
                    </span>
                  ))}
                  <span className="ml-auto text-faint">
                    <Age since={signal.ts} />
                  </span>
                </>
              )}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
