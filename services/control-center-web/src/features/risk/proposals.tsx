'use client'
/** What one admin has proposed and another must confirm. */
import { useTranslations } from 'next-intl'
import { Panel } from '../../ui/panel.tsx'
import { ProposalList } from '../approvals/proposal-list.tsx'
import { useProposals } from '../approvals/use-proposals.ts'

export function Proposals() {
  const t = useTranslations('risk')
  const { data } = useProposals()
  if (data === undefined || data.items.length === 0) return null
  return (
    <Panel title={t('proposals.title')} sub={data.items.length}>
      <ProposalList proposals={data.items} />
    </Panel>
  )
}
