'use client'
import { useTranslations } from 'next-intl'
import type { Strategy } from '../../api/types.ts'
import { Badge } from '../../ui/badge.tsx'
import { Glyph } from '../../ui/glyphs.tsx'

export function StrategyStatus({ status }: { readonly status: Strategy['status'] }) {
  const t = useTranslations('strategies.status')
  if (status === null) return <Badge tone="line">{t('UNKNOWN')}</Badge>
  return (
    <Badge tone={status === 'RUNNING' ? 'gain' : status === 'STOPPED' ? 'plain' : 'warn'} title={status}>
      <Glyph name={status === 'RUNNING' ? 'dot' : status === 'STOPPED' ? 'ring' : 'diamond'} />
      {t.has(status as 'RUNNING') ? t(status as 'RUNNING') : status}
    </Badge>
  )
}
