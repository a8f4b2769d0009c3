'use client'

import { useTranslations } from 'next-intl'
import { PageHead } from '../../frame/page-head.tsx'

export function RiskPage() {
  const t = useTranslations('risk')
  return <PageHead title={t('title')} />
}
