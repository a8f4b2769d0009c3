'use client'

import { useTranslations } from 'next-intl'
import { PanelError } from '../ui/panel-states.tsx'

export function PageFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useTranslations('frame')
  return (
    <div className="rounded-3 border border-line bg-surface">
      <PanelError title={t('pageFailed')} error={error} onRetry={onRetry} />
      <p className="px-4 pb-6 text-center text-12 text-body">{t('tradingGoesOn')}</p>
    </div>
  )
}
