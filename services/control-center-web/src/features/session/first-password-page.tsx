'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useSession } from '../../api/api-provider.tsx'
import { EntryCard } from './entry-card.tsx'
import { PasswordForm } from './password-form.tsx'

/** What somebody else has chosen, or the system, is changed before anything else. */
export function FirstPasswordPage() {
  const t = useTranslations('session')
  useGoOn()
  return (
    <EntryCard title={t('change')} note={t('changeNote')}>
      <div className="mt-5">
        <PasswordForm currentLabel={t('current')} />
      </div>
    </EntryCard>
  )
}

function useGoOn(): void {
  const { phase, user } = useSession()
  const router = useRouter()
  useEffect(() => {
    if (phase === 'loggedOut') router.replace('/login')
    if (phase === 'loggedIn' && !user?.mustChangePassword) router.replace('/')
  }, [phase, user, router])
}
