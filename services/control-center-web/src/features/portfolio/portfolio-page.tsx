'use client'

import { useTranslations } from 'next-intl'
import { PageHead } from '../../frame/page-head.tsx'

export function PortfolioPage() {
  const t = useTranslations('portfolio')
  return <PageHead title={t('title')} />
}
