'use client'
/** What waits for a second admin, wherever it was proposed; and whether two are asked for at all. */
import { useTranslations } from 'next-intl'
import { useBot } from '../../api/queries.ts'
import { useIsStale } from '../../live/live-provider.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Link } from '../../ui/link.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { ProposalList } from '../approvals/proposal-list.tsx'
import { useProposals } from '../approvals/use-proposals.ts'
import { AsOf } from './as-of.tsx'

export function ApprovalsPanel() {
  const t = useTranslations('settings.approvals')
  const proposals = useProposals()
  const needsTwo = useBot().data?.twoPersonApproval
  const isStale = useIsStale() || proposals.isRefetchError
  return (
    <Panel
      title={t('title')}
      sub={
        isStale ? <AsOf isStale since={proposals.dataUpdatedAt} /> : proposals.data?.items.length || undefined
      }
      isStale={isStale}
      // Where all is one below the other: what waits for somebody has an end.
      className={proposals.data?.items.length ? 'max-lg:order-first' : undefined}
      end={
        needsTwo === undefined ? undefined : (
          <Badge tone="line">{t(needsTwo ? 'inForce' : 'notInForce')}</Badge>
        )
      }
    >
      <PanelContent query={proposals} errorTitle={t('failed')} rows={1}>
        {({ items }) =>
          items.length > 0 ? (
            <ProposalList proposals={items} />
          ) : (
            <PanelEmpty title={t('none')} className="py-4">
              <p>{t(needsTwo === false ? 'notAsked' : 'noneHint')}</p>
              <Link href="/audit" className="text-accent underline">
                {t('toAudit')}
              </Link>
            </PanelEmpty>
          )
        }
      </PanelContent>
    </Panel>
  )
}
