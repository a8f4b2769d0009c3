'use client'

import { useTranslations } from 'next-intl'
import { Link } from '../ui/link.tsx'
import { PanelEmpty } from '../ui/panel-states.tsx'

export function MissingPage() {
  const t = useTranslations('frame')
  return (
    <div className="rounded-3 border border-line bg-surface">
      <title>{`${t('missing')} · Oasis`}</title>
      <h1 className="sr-only">{t('missing')}</h1>
      <PanelEmpty title={t('missing')}>
        <p>{t('missingHint')}</p>
        <Link href="/" className="text-accent">
          {t('toOverview')}
        </Link>
      </PanelEmpty>
    </div>
  )
}
