'use client'

import { useTranslations } from 'next-intl'
import { PageHead } from '../../frame/page-head.tsx'

export function MarketPage() {
  const t = useTranslations('market')
  return <PageHead title={t('title')} />
}
