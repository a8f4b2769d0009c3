'use client'

import { useTranslations } from 'next-intl'
import { PageHead } from '../../frame/page-head.tsx'

export function BacktestsPage() {
  const t = useTranslations('backtests')
  return <PageHead title={t('title')} />
}
