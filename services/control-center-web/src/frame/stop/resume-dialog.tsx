'use client'

import { Play } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi, useMay, useSession } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { Bot, Command } from '../../api/types.ts'
import { useSendCommand } from '../../commands/use-send-command.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Time } from '../../ui/time.tsx'
import { useResumeProposal } from './use-resume-proposal.ts'

export interface ResumeDialogProps {
  readonly bot: Bot
  readonly onOpenChange: (isOpen: boolean) => void
}

/** Ends the very halt that is shown, and no other; where two persons are asked for, the second one confirms here. */
export function ResumeDialog({ bot, onOpenChange }: ResumeDialogProps) {
  const t = useTranslations('frame.resume')
  const [reason, setReason] = useState('')
  const { client } = useApi()
  const { send } = useSendCommand()
  const proposal = useResumeProposal()
  const mayResume = useMay('operator')
  const { haltEpoch } = bot
  const resume = () => {
    onOpenChange(false)
    void send({
      title: t('command'),
      ask: (key) =>
        answerOf(
          client.PUT('/api/v1/bot/status', {
            params: { header: { 'idempotency-key': key } },
            body: {
              ...{ status: 'RUNNING', flatten: false, acceptStalePrices: false, reason: reason.trim() },
              ...(haltEpoch === null ? {} : { haltEpoch }),
            },
          }),
        ),
    })
  }
  return (
    <Dialog
      isOpen
      onOpenChange={onOpenChange}
      title={t('title')}
      description={t('description')}
      icon={<Play className="mt-0.5 size-6 flex-none text-accent" aria-hidden />}
      footer={
        proposal === undefined ? (
          <Button
            kind="primary"
            size="large"
            disabled={!mayResume || reason.trim() === ''}
            title={mayResume ? undefined : t('needsOperator')}
            onClick={resume}
          >
            {bot.twoPersonApproval ? t('propose') : t('confirm')}
          </Button>
        ) : undefined
      }
    >
      <HaltInForce bot={bot} />
      {proposal === undefined ? (
        <>
          {bot.twoPersonApproval ? <Callout className="mt-4">{t('twoPersons')}</Callout> : null}
          <TextField
            className="mt-4"
            label={t('reason')}
            value={reason}
            maxLength={500}
            onChange={({ target }) => setReason(target.value)}
          />
        </>
      ) : (
        <Proposal proposal={proposal} onDone={() => onOpenChange(false)} />
      )}
    </Dialog>
  )
}

function HaltInForce({ bot: { reason, changedBy, since, haltEpoch } }: { bot: Bot }) {
  const t = useTranslations('frame.resume')
  const lines = [
    [t('halt'), String(haltEpoch ?? '–')],
    [t('why'), reason ?? '–'],
    [t('by'), changedBy ?? '–'],
    [t('since'), <Time key="since" value={since} />],
  ] as const
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-12">
      {lines.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-faint">{name}</dt>
          <dd className="text-strong">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Proposal({ proposal, onDone }: { proposal: Command; onDone: () => void }) {
  const t = useTranslations('frame.resume')
  const { user } = useSession()
  const { client } = useApi()
  const { send } = useSendCommand()
  const isAdmin = useMay('admin')
  const isOwn = proposal.issuedBy === user?.name
  const params = { path: { id: proposal.id } }
  const confirm = () => {
    onDone()
    void send({
      title: t('command'),
      ask: () => answerOf(client.POST('/api/v1/commands/{id}/confirm', { params })),
    })
  }
  const withdraw = () => {
    onDone()
    void send({
      title: t('withdraw'),
      ask: () => answerOf(client.POST('/api/v1/commands/{id}/withdraw', { params })),
    })
  }
  return (
    <div className="mt-4 flex flex-col gap-3">
      <Callout tone="warn">{t('proposed', { by: proposal.issuedBy, reason: proposal.reason })}</Callout>
      <div className="flex justify-end gap-2">
        {isOwn ? <Button onClick={withdraw}>{t('withdraw')}</Button> : null}
        <Button
          kind="primary"
          disabled={isOwn || !isAdmin}
          title={isOwn ? t('anotherAdmin') : undefined}
          onClick={confirm}
        >
          {t('confirmProposal')}
        </Button>
      </div>
    </div>
  )
}
