'use client'

import { useTranslations } from 'next-intl'
import { PageHead } from '../../frame/page-head.tsx'

export function SettingsPage() {
  const t = useTranslations('settings')
  return <PageHead title={t('title')} />
}
