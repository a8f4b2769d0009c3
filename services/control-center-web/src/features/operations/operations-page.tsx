'use client'

import { useTranslations } from 'next-intl'
import { PageHead } from '../../frame/page-head.tsx'

export function OperationsPage() {
  const t = useTranslations('operations')
  return <PageHead title={t('title')} />
}
