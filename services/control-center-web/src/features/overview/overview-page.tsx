'use client'

import { useTranslations } from 'next-intl'
import { useIsStale } from '../../live/live-provider.tsx'
import { Answers } from './answers.tsx'
import { EquityPanel } from './equity-panel.tsx'
import { EventsPanel } from './events-panel.tsx'
import { ExposurePanel } from './exposure-panel.tsx'
import { FeedsPanel } from './feeds-panel.tsx'
import { LiveOrdersPanel } from './live-orders-panel.tsx'
import { PositionsPanel } from './positions-panel.tsx'

/** Running, safe, holding, what just happened: answered before any chart. */
export function OverviewPage() {
  const t = useTranslations('overview')
  const isStale = useIsStale()
  return (
    <>
      <title>{`${t('title')} · Oasis`}</title>
      <h1 className="sr-only">{t('title')}</h1>
      <Answers />
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] gap-3 max-xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] max-lg:grid-cols-1">
        <EquityPanel isStale={isStale} />
        <ExposurePanel isStale={isStale} />
        <PositionsPanel isStale={isStale} />
        <EventsPanel isStale={isStale} />
        <LiveOrdersPanel isStale={isStale} />
        <FeedsPanel isStale={isStale} />
      </div>
    </>
  )
}
