'use client'
/**
 * Proposals with what each would change, who proposed it, and until when it can be confirmed: by another admin than its
 * proposer, whom the API refuses under any name. What becomes of a confirmed one is told by its toast.
 */
import { useTranslations } from 'next-intl'
import { useApi, useMay, useSession } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import { useRisk } from '../../api/queries.ts'
import type { Command } from '../../api/types.ts'
import { useSendCommand } from '../../commands/use-send-command.ts'
import { Button } from '../../ui/button.tsx'
import { DiffList } from '../../ui/diff-list.tsx'
import { Age, TimeLeft } from '../../ui/time.tsx'
import { isLimitName } from '../risk/limit-kinds.ts'
import { LimitText } from '../risk/limit-text.tsx'
import { isLimitLevel, limitsAt } from '../risk/limits-at.ts'
import { type Proposal, proposalOf } from './proposal-changes.ts'

export function ProposalList({ proposals }: { readonly proposals: readonly Command[] }) {
  return (
    <ul className="px-3.5 pb-2">
      {proposals.map((command) => (
        <li key={command.id} className="border-line border-b py-2.5 text-12 last:border-0">
          <ProposalItem command={command} />
        </li>
      ))}
    </ul>
  )
}

function ProposalItem({ command }: { readonly command: Command }) {
  const t = useTranslations('settings.proposal')
  const { kind, target, reason, issuedBy, createdAt, dueAt } = command
  const proposal = proposalOf(command)
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium text-13 text-strong">{t(`kinds.${proposal.kind}`)}</span>
        <code className="font-mono text-11 text-faint">{kind}</code>
        <span>{target}</span>
        <span className="ml-auto text-warn">
          <TimeLeft until={dueAt} over={t('over')} /> {t('left')}
        </span>
      </p>
      <Changes proposal={proposal} />
      <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <p className="min-w-0 flex-1 break-words text-faint">
          {issuedBy}, <Age since={createdAt} /> {t('ago')}: {reason}
        </p>
        <Decision command={command} />
      </div>
    </>
  )
}

function Changes({ proposal: { kind, scope, changes } }: { readonly proposal: Proposal }) {
  const t = useTranslations('settings.proposal')
  const names = useTranslations('risk.names')
  const risk = useRisk().data
  if (kind === 'status') {
    const halt = changes.find(({ name }) => name === 'haltEpoch')?.to
    return halt === undefined ? null : <p>{t('endsHalt', { halt })}</p>
  }
  const now =
    kind === 'limits' && risk !== undefined && scope !== undefined && isLimitLevel(scope.level)
      ? limitsAt(risk, scope.level, scope.id)
      : {}
  return (
    <DiffList
      className="my-1 max-w-xl"
      changes={changes.map(({ name, to }) => ({
        name,
        ...(isLimitName(name) ? { label: names(name) } : {}),
        from: isLimitName(name) ? <LimitText name={name} value={now[name] ?? null} /> : '',
        to: isLimitName(name) ? <LimitText name={name} value={to} /> : to,
      }))}
    />
  )
}

/** Confirming is for another admin; withdrawing for any. */
function Decision({ command: { id, issuedBy } }: { readonly command: Command }) {
  const t = useTranslations('settings.proposal')
  const { client } = useApi()
  const { user } = useSession()
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
  if (!isAdmin) return <span className="text-faint">{t('adminsDecide')}</span>
  const isOwn = issuedBy === user?.name
  return (
    <span className="ml-auto flex flex-wrap items-center justify-end gap-2">
      {isOwn ? <span className="text-faint">{t('anotherAdmin')}</span> : null}
      <Button disabled={isSending} onClick={() => void withdraw()}>
        {t('withdraw')}
      </Button>
      {isOwn ? null : (
        <Button kind="primary" disabled={isSending} onClick={() => void confirm()}>
          {t('confirm')}
        </Button>
      )}
    </span>
  )
}
