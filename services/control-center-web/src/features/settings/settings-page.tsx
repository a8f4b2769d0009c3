'use client'

import { useTranslations } from 'next-intl'
import { PageHead } from '../../frame/page-head.tsx'
import { Panel } from '../../ui/panel.tsx'
import { AccountPanel } from './account-panel.tsx'
import { AppearancePanel } from './appearance-panel.tsx'
import { ApprovalsPanel } from './approvals-panel.tsx'
import { TokensPanel } from './tokens-panel.tsx'
import { UsersPanel } from './users-panel.tsx'

/** One's own first, then what is everybody's. */
export function SettingsPage() {
  const t = useTranslations('settings')
  return (
    <>
      <PageHead title={t('title')} />
      <div className="grid grid-cols-[376px_minmax(0,1fr)] items-start gap-3 max-lg:grid-cols-1">
        <div className="grid gap-3 max-lg:contents">
          <AccountPanel />
          <AppearancePanel />
          <NotificationsPanel />
        </div>
        <div className="grid gap-3 max-lg:contents">
          <ApprovalsPanel />
          <UsersPanel />
          <TokensPanel />
        </div>
      </div>
    </>
  )
}

/** That there are none, until something sends them. */
function NotificationsPanel() {
  const t = useTranslations('settings.notifications')
  return (
    <Panel title={t('title')} sub={t('none')}>
      <p className="px-3.5 pb-3 text-12">{t('hint')}</p>
    </Panel>
  )
}
