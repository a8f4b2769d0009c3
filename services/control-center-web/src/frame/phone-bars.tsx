'use client'
/** On a phone: what the top bar has no room for in a strip below it, and where to go at the bottom. */
import { Ellipsis } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useBot } from '../api/queries.ts'
import { useIsStale, useLiveState, useTicks } from '../live/live-provider.tsx'
import { baseOf } from '../ui/format/instrument-name.ts'
import { formatDuration } from '../ui/format/time-format.ts'
import { Glyph } from '../ui/glyphs.tsx'
import { Link } from '../ui/link.tsx'
import { useNow } from '../ui/time.tsx'
import { usePalette } from './commands/palette-context.ts'
import { MAIN_ITEMS } from './nav-items.ts'
import { StatusMark } from './status-mark.tsx'

export function PhoneStrip() {
  const t = useTranslations('frame')
  const { data: bot } = useBot()
  const isStale = useIsStale()
  return (
    <div
      data-stale={isStale}
      className="hidden h-[30px] items-center justify-between gap-3 whitespace-nowrap border-line border-b bg-bg px-3 text-12 text-body max-md:flex stale:hatched"
    >
      <span className="inline-flex items-center gap-[7px]">
        <StatusMark status={bot?.status} />
        {bot === undefined ? '–' : t(`statuses.${bot.status ?? 'NOT_TOLD'}`)}
      </span>
      <TickAges />
      <Connection />
    </div>
  )
}

function TickAges() {
  const locale = useLocale()
  const isStale = useIsStale()
  const now = useNow()
  const ages = [...useTicks()].slice(0, 2).map(([id, { tickedAt }]) => {
    const age = isStale || tickedAt === undefined ? '?' : formatDuration(Math.max(0, now - tickedAt), locale)
    return `${baseOf(id)} ${age}`
  })
  return <span>{ages.join(' · ')}</span>
}

function Connection() {
  const t = useTranslations('frame')
  const { phase, latencyMs } = useLiveState()
  if (phase === 'lost')
    return (
      <span role="status" className="inline-flex items-center gap-[7px] text-warn">
        <Glyph name="diamond" />
        {t('reconnecting')}
      </span>
    )
  if (phase === 'connecting') return <span className="text-faint">{t('connecting')}</span>
  return (
    <span className="inline-flex items-center gap-[7px]">
      <Glyph name="dot" className="text-gain" />
      {t('live')} {latencyMs === undefined ? '' : t('latency', { latencyMs })}
    </span>
  )
}

const ON_PHONE = ['overview', 'operations', 'strategies', 'risk']

export function BottomNav() {
  const t = useTranslations()
  const pathname = usePathname()
  const { open } = usePalette()
  const look =
    'flex min-h-12 flex-col items-center justify-center gap-[3px] rounded-2 text-11 text-faint aria-[current]:font-medium aria-[current]:text-strong'
  return (
    <nav
      aria-label={t('frame.navigation')}
      className="fixed inset-x-0 bottom-0 z-10 hidden grid-cols-5 border-line border-t bg-surface px-1 pt-1 pb-[max(8px,env(safe-area-inset-bottom))] max-md:grid"
    >
      {MAIN_ITEMS.filter(({ area }) => ON_PHONE.includes(area)).map(({ href, area, icon: Icon }) => (
        <Link key={href} href={href} aria-current={pathname === href ? 'page' : undefined} className={look}>
          <Icon className="size-5" strokeWidth={1.6} aria-hidden />
          {t(`${area}.title`)}
        </Link>
      ))}
      <button type="button" onClick={open} className={look}>
        <Ellipsis className="size-5" aria-hidden />
        {t('frame.more')}
      </button>
    </nav>
  )
}
