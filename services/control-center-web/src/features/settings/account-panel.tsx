'use client'
/** Whoever is logged in: what they may do, their password, the way out. */
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi, useSession } from '../../api/api-provider.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'

const PasswordEditor = dynamic(
  () => import('./password-editor.tsx').then(({ PasswordEditor }) => PasswordEditor),
  { ssr: false },
)

export function AccountPanel() {
  const t = useTranslations('settings.account')
  const roles = useTranslations('frame.roles')
  const { session } = useApi()
  const { user } = useSession()
  const [isChanging, setIsChanging] = useState(false)
  const [wasChanged, setWasChanged] = useState(false)
  if (user === undefined) return null
  return (
    <Panel title={t('title')} end={<Badge tone="line">{roles(user.role)}</Badge>}>
      <div className="px-3.5 pb-3 text-12">
        <p className="truncate font-semibold text-15 text-strong">{user.name}</p>
        <p>{t(`may.${user.role}`)}</p>
        <div className="mt-2.5 flex flex-wrap gap-2">
          <Button
            aria-expanded={isChanging}
            onClick={() => {
              setIsChanging(!isChanging)
              setWasChanged(false)
            }}
          >
            {t('changePassword')}
          </Button>
          <Button onClick={() => void session.logout()}>{t('logout')}</Button>
        </div>
        <p className="mt-2.5 text-faint">{t('sessions')}</p>
        <output className="text-gain">{wasChanged ? t('changed') : ''}</output>
      </div>
      {isChanging ? (
        <PasswordEditor
          onDone={() => {
            setIsChanging(false)
            setWasChanged(true)
          }}
          onClose={() => setIsChanging(false)}
        />
      ) : null}
    </Panel>
  )
}
