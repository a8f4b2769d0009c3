'use client'
/** What one admin has proposed and another must confirm. */
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi, useMay } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import { queries } from '../../api/queries.ts'
import type { Command } from '../../api/types.ts'
import { useSendCommand } from '../../commands/use-send-command.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Age } from '../../ui/time.tsx'

export function Proposals() {
  const t = useTranslations('risk')
  const { client } = useApi()
  const { data } = useQuery(queries.proposals(client))
  if (data === undefined || data.items.length === 0) return null
  return (
    <Panel title={t('proposals.title')} sub={data.items.length}>
      <ul className="px-3.5 pb-2">
        {data.items.map((command) => (
          <Proposal key={command.id} command={command} />
        ))}
      </ul>
    </Panel>
  )
}

function Proposal({
  command: { id, kind, target, details, reason, issuedBy, createdAt },
}: {
  readonly command: Command
}) {
  const t = useTranslations('risk.proposals')
  const { client } = useApi()
  const isAdmin = useMay('admin')
  const { send, isSending } = useSendCommand()
  const params = { path: { id } }
  const confirm = () =>
    send({
      title: t('confirming'),
      ask: () => answerOf(client.POST('/api/v1/commands/{id}/confirm', { params })),
    })
  const withdraw = () =>
    send({
      title: t('withdrawing'),
      ask: () => answerOf(client.POST('/api/v1/commands/{id}/withdraw', { params })),
    })
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-2 text-12 last:border-0">
      <code className="font-mono text-11 text-strong">{kind}</code>
      <span>{target}</span>
      <code className="min-w-0 truncate font-mono text-11 text-faint" title={JSON.stringify(details)}>
        {JSON.stringify(details)}
      </code>
      <span className="text-faint">
        {issuedBy}, <Age since={createdAt} />, {reason}
      </span>
      {isAdmin ? (
        <span className="ml-auto flex gap-2">
          <Button kind="ghost" disabled={isSending} onClick={() => void withdraw()}>
            {t('withdraw')}
          </Button>
          <Button kind="primary" disabled={isSending} onClick={() => void confirm()}>
            {t('confirm')}
          </Button>
        </span>
      ) : null}
    </li>
  )
}
