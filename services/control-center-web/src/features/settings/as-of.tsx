'use client'
import { useTranslations } from 'next-intl'
import { Time } from '../../ui/time.tsx'

/** When something was read that cannot be read now; nothing while it can. */
export function AsOf({ isStale, since }: { readonly isStale: boolean; readonly since: number }) {
  const t = useTranslations('settings')
  if (!isStale || since === 0) return null
  return (
    <>
      {t('asOf')} <Time value={new Date(since).toISOString()} form="clock" />
    </>
  )
}
