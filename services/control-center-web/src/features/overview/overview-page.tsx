'use client'

import { useTranslations } from 'next-intl'
import { PageHead } from '../../frame/page-head.tsx'

export function OverviewPage() {
  const t = useTranslations('overview')
  return <PageHead title={t('title')} />
}
