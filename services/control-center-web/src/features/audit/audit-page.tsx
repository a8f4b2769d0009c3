'use client'

import { useTranslations } from 'next-intl'
import { PageHead } from '../../frame/page-head.tsx'

export function AuditPage() {
  const t = useTranslations('audit')
  return <PageHead title={t('title')} />
}
