'use client'

import { useTranslations } from 'next-intl'
import type { RecentEvent } from '../../live/recent-events.ts'
import { Glyph, type GlyphName } from '../../ui/glyphs.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'
import { Time } from '../../ui/time.tsx'
import { EventText } from './event-text.tsx'
import { PanelLink } from './panel-link.tsx'
import { useLastEvents } from './use-last-events.ts'

const SHOWN = 6

export function EventsPanel({ isStale }: { isStale: boolean }) {
  const t = useTranslations('overview')
  const events = useLastEvents().slice(0, SHOWN)
  return (
    <Panel
      title={t('lastEvents')}
      isStale={isStale}
      className="flex-1 max-lg:order-5"
      end={<PanelLink href="/operations">{t('all')}</PanelLink>}
    >
      {events.length === 0 ? (
        <PanelEmpty title={t('nothingYet')}>{t('nothingYetHint')}</PanelEmpty>
      ) : (
        <ol className="px-3.5 pb-1.5">
          {events.map((event) => (
            <li
              key={event.key}
              className="flex h-[27px] items-center gap-[9px] border-line border-b text-12 last:border-0 max-md:h-11"
            >
              <Time value={event.ts} form="clock" className="text-faint" />
              <Shape event={event} />
              <span className="min-w-0 flex-1 text-strong">
                <EventText event={event} />
              </span>
              <span className="max-w-[24%] truncate text-faint">{whoOf(event)}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}

function Shape({ event }: { event: RecentEvent }) {
  const [name, tone] = lookOf(event)
  return <Glyph name={name} className={`${tone} stale:text-stale`} />
}

function lookOf(event: RecentEvent): readonly [GlyphName, string] {
  if (event.kind === 'fill') return ['dot', 'text-gain']
  if (event.kind === 'denial') return ['square', 'text-loss']
  if (event.kind === 'command') return ['diamondOutline', 'text-faint']
  switch (event.order.state) {
    case 'OPEN':
      return ['ring', 'text-accent']
    case 'UNKNOWN':
    case 'REVIEW':
      return ['diamond', 'text-warn']
    case 'REJECTED':
      return ['square', 'text-loss']
    default:
      return ['cross', 'text-faint']
  }
}

function whoOf(event: RecentEvent): string {
  if (event.kind === 'fill') return event.fill.strategyId
  if (event.kind === 'denial') return event.denial.strategyId
  return event.kind === 'order' ? event.order.strategyId : event.command.issuedBy
}
