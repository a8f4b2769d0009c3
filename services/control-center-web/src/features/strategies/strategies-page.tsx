'use client'

import { useTranslations } from 'next-intl'
import { PageHead } from '../../frame/page-head.tsx'

export function StrategiesPage() {
  const t = useTranslations('strategies')
  return <PageHead title={t('title')} />
}
