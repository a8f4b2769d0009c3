'use client'

import { useTranslations } from 'next-intl'
import { PageHead } from '../../frame/page-head.tsx'

export function SystemPage() {
  const t = useTranslations('system')
  return <PageHead title={t('title')} />
}
