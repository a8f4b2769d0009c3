'use client'

import { useTranslations } from 'next-intl'
import { useIsStale } from '../../live/live-provider.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Answers } from './answers.tsx'
import { EquityPanel } from './equity-panel.tsx'
import { EventsPanel } from './events-panel.tsx'
import { ExposurePanel } from './exposure-panel.tsx'
import { FeedsPanel } from './feeds-panel.tsx'
import { LiveOrdersPanel } from './live-orders-panel.tsx'
import { PositionsPanel } from './positions-panel.tsx'

const COLUMN = 'flex min-w-0 flex-col gap-3 max-lg:contents'

/** Running, safe, holding, what just happened: answered before any chart. */
export function OverviewPage() {
  const t = useTranslations('overview')
  const isStale = useIsStale()
  return (
    <>
      <title>{`${t('title')} · Oasis`}</title>
      <h1 className="sr-only">{t('title')}</h1>
      <Answers />
      {/* Two columns of their own heights; where there is room for one, in the order of the questions. */}
      <div className="flex min-h-[calc(100%-91px)] gap-3 max-lg:min-h-0 max-lg:flex-col">
        <div className={classNames(COLUMN, 'flex-2')}>
          <EquityPanel isStale={isStale} />
          <PositionsPanel isStale={isStale} />
          <LiveOrdersPanel isStale={isStale} />
        </div>
        <div className={classNames(COLUMN, 'flex-1')}>
          <ExposurePanel isStale={isStale} />
          <EventsPanel isStale={isStale} />
          <FeedsPanel isStale={isStale} />
        </div>
      </div>
    </>
  )
}
