'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { useApi, useSession } from '../api/api-provider.tsx'
import { Button } from '../ui/button.tsx'
import { PanelEmpty, PanelLoading } from '../ui/panel-states.tsx'

/** Pages are for those who have logged in, with a password of their own. */
export function Guard({ children }: { children: ReactNode }) {
  const { session } = useApi()
  const { phase, user } = useSession()
  const t = useTranslations('frame')
  const router = useRouter()
  const pathname = usePathname()
  const mustChange = user?.mustChangePassword === true
  useEffect(() => {
    if (phase === 'loggedOut') router.replace(`/login?next=${encodeURIComponent(addressNow(pathname))}`)
    if (mustChange) router.replace('/password')
  }, [phase, mustChange, pathname, router])
  if (phase === 'loggedIn' && !mustChange) return children
  if (phase !== 'unreachable') return <PanelLoading rows={6} />
  return (
    <PanelEmpty title={t('unreachable')}>
      <p>{t('unreachableHint')}</p>
      <Button onClick={() => void session.start()} className="mt-3">
        {t('retry')}
      </Button>
    </PanelEmpty>
  )
}

/** With what was filtered by: after the login one is where one was. */
const addressNow = (pathname: string): string => `${pathname}${window.location.search}`
