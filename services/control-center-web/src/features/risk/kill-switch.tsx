'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi, useMay } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import { useBot } from '../../api/queries.ts'
import type { Risk } from '../../api/types.ts'
import { useSendCommand } from '../../commands/use-send-command.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'
import { Time } from '../../ui/time.tsx'
import { ReasonDialog } from '../commands/reason-dialog.tsx'

/** Whether it is halted, pausing, and what became of the switch so far. Stop itself is in the frame of every page. */
export function KillSwitch({ changes }: { readonly changes: Risk['statusChanges'] | undefined }) {
  const t = useTranslations('risk.kill')
  const status = useBot().data?.status
  return (
    <Panel
      title={t('title')}
      end={
        <Badge tone={status === 'HALTED' ? 'real' : status === 'PAUSED' ? 'warn' : 'line'}>
          {t(`status.${status ?? 'UNKNOWN'}`)}
        </Badge>
      }
    >
      <div className="px-3.5 pb-3 text-12">
        <p>{t('about')}</p>
        <PauseButton status={status ?? undefined} />
      </div>
      {changes === undefined || changes.length === 0 ? (
        <PanelEmpty title={t('none')} className="border-line border-t" />
      ) : (
        <ol className="border-line border-t px-3.5 py-1 text-12">
          {changes.map((change) => (
            <ChangeItem key={`${change.ts}/${change.outcome}`} change={change} />
          ))}
        </ol>
      )}
    </Panel>
  )
}

type Change = Risk['statusChanges'][number]

function ChangeItem({ change: { ts, status, outcome, by, reason, said } }: { readonly change: Change }) {
  const t = useTranslations('risk.kill')
  const isKnown = status === 'RUNNING' || status === 'PAUSED' || status === 'HALTED'
  const became = isKnown ? t(`became.${status}`) : (status ?? '')
  // Why it did not happen is more than why it was wanted.
  const told = outcome === 'REJECTED' ? said : (reason ?? said)
  return (
    <li className="flex items-baseline gap-2.5 border-line border-b py-1.5 last:border-0">
      <Time value={ts} className="whitespace-nowrap" />
      <span className="min-w-0 flex-1 text-strong" title={told}>
        {outcome === 'REJECTED' ? t('rejected') : became}
        <span className="block truncate text-faint">{told}</span>
      </span>
      <span className="whitespace-nowrap text-faint">{by}</span>
    </li>
  )
}

function PauseButton({ status }: { readonly status: string | undefined }) {
  const t = useTranslations('risk.kill')
  const { client } = useApi()
  const mayPause = useMay('operator')
  const { send, isSending } = useSendCommand()
  const [isOpen, setIsOpen] = useState(false)
  if (status !== 'RUNNING' && status !== 'PAUSED') return null
  const isPausing = status === 'RUNNING'
  const ask = async (reason: string): Promise<void> => {
    setIsOpen(false)
    await send({
      title: isPausing ? t('pause') : t('resume'),
      ask: (key) =>
        answerOf(
          client.PUT('/api/v1/bot/status', {
            params: { header: { 'idempotency-key': key } },
            body: {
              status: isPausing ? 'PAUSED' : 'RUNNING',
              flatten: false,
              acceptStalePrices: false,
              reason,
            },
          }),
        ),
    })
  }
  return (
    <>
      <Button className="mt-2.5" disabled={!mayPause} onClick={() => setIsOpen(true)}>
        {isPausing ? t('pause') : t('resume')}
      </Button>
      <ReasonDialog
        {...{ isOpen, isSending }}
        onOpenChange={setIsOpen}
        title={isPausing ? t('pause') : t('resume')}
        description={isPausing ? t('pauseAbout') : t('resumeAbout')}
        confirmLabel={isPausing ? t('pause') : t('resume')}
        onConfirm={(reason) => void ask(reason)}
      />
    </>
  )
}
