'use client'
/** The figures of the top bar, each under its name. */
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useBot, usePortfolio } from '../../api/queries.ts'
import { useLiveState, useTicks } from '../../live/live-provider.tsx'
import { Delta, Money } from '../../ui/amount.tsx'
import { classNames } from '../../ui/class-names.ts'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { Glyph } from '../../ui/glyphs.tsx'
import { Age, useFineNow, useNow } from '../../ui/time.tsx'
import { StatusMark } from '../status-mark.tsx'
import { useEquityChanges } from '../use-equity-changes.ts'
import { formatDuration, formatShareOf } from './figures.ts'

interface CellProps {
  readonly label: ReactNode
  readonly className?: string | undefined
  readonly children: ReactNode
}

function Cell({ label, className, children }: CellProps) {
  return (
    <div
      className={classNames(
        'flex h-8 flex-none flex-col justify-center whitespace-nowrap border-line border-l px-4 max-[1180px]:px-3',
        className,
      )}
    >
      <dt className="text-11 text-faint leading-[14px]">{label}</dt>
      <dd className="flex items-center gap-[7px] font-medium text-13 text-strong leading-[18px]">
        {children}
      </dd>
    </div>
  )
}

/** While it is not kept up, how old it is stands beside its name. */
function Label({ text }: { text: string }) {
  const t = useTranslations('frame')
  const locale = useLocale()
  const { phase, lastSeenAt } = useLiveState()
  const now = useNow()
  if (phase !== 'lost' || lastSeenAt === 0) return text
  return t('ago', { what: text, age: formatDuration(now - lastSeenAt, locale) })
}

export function BotCell({ className }: { className?: string }) {
  const t = useTranslations('frame')
  const { data: bot } = useBot()
  return (
    <Cell label={<Label text={t('bot')} />} className={className}>
      <StatusMark status={bot?.status} />
      {bot === undefined ? '–' : t(`statuses.${bot.status ?? 'NOT_TOLD'}`)}
      <Age since={bot?.since} className="font-normal text-12 text-faint max-[1180px]:hidden stale:hidden" />
    </Cell>
  )
}

/** While the connection is lost their ages are not known: how old all else is needs the room. */
const MOST_FEEDS = { kept: 3, lost: 2 }

export function FeedsCell({ className }: { className?: string }) {
  const t = useTranslations('frame')
  const isLost = useLiveState().phase === 'lost'
  const shown = [...useTicks()].slice(0, isLost ? MOST_FEEDS.lost : MOST_FEEDS.kept)
  return (
    <Cell label={<Label text={t('feeds')} />} className={className}>
      {shown.length === 0 ? <span className="font-normal text-faint">{t('noTicks')}</span> : null}
      {shown.map(([id, { tickedAt }]) => (
        <TickAge key={id} name={symbolOf(id)} tickedAt={tickedAt} />
      ))}
    </Cell>
  )
}

/** A tick that is older is none to trade on: the age fills its bar by then. */
const STALE_AFTER_MS = 5_000

/** As text and as a bar that fills towards the staleness limit. */
export function TickAge({ name, tickedAt }: { name: string; tickedAt: number | undefined }) {
  const locale = useLocale()
  const { phase } = useLiveState()
  const now = useFineNow()
  const ms = tickedAt === undefined || now === 0 ? undefined : Math.max(0, now - tickedAt)
  const isKnown = ms !== undefined && phase !== 'lost'
  const filled = Math.min(1, (ms ?? STALE_AFTER_MS) / STALE_AFTER_MS)
  const isOld = filled >= 0.8
  return (
    <span className="inline-flex items-center gap-1.5 font-normal text-12 text-body not-first:ml-2">
      {name}
      <b
        className={classNames(
          'font-medium',
          isKnown && 'min-w-[30px]',
          isKnown && isOld ? 'text-warn' : 'text-strong',
        )}
      >
        {isKnown ? formatDuration(ms, locale) : '?'}
      </b>
      <span
        aria-hidden
        className="relative h-[3px] w-[22px] overflow-hidden rounded-full bg-line-strong max-[1180px]:hidden stale:hidden"
      >
        {isKnown ? (
          <i
            className={classNames(
              'absolute inset-y-0 left-0 rounded-full',
              isOld ? 'bg-warn-fill' : 'bg-gain',
            )}
            style={{ width: `${Math.max(6, filled * 100)}%` }}
          />
        ) : null}
      </span>
    </span>
  )
}

export function EquityCell() {
  const t = useTranslations('frame')
  const { data } = usePortfolio()
  const account = data?.accounts[0]
  return (
    <Cell
      label={
        <>
          <Label text={t('equity')} /> <span className="max-md:hidden">{account?.valuationCurrency}</span>
        </>
      }
    >
      <Money value={account?.equity} />
    </Cell>
  )
}

export function TodayCell() {
  const t = useTranslations('frame')
  const locale = useLocale()
  const { today } = useEquityChanges()
  const share = today === undefined ? undefined : formatShareOf(today.change, today.base, locale)
  return (
    <Cell label={<Label text={t('today')} />}>
      <Delta value={today?.change} />
      {share === undefined ? null : (
        <span className="font-normal text-12 text-faint max-[1180px]:hidden stale:hidden">{share}</span>
      )}
    </Cell>
  )
}

export function ConnectionCell() {
  const t = useTranslations('frame')
  const { phase, latencyMs, attempt, retryAt } = useLiveState()
  const now = useNow()
  return (
    <Cell label={t('connection')} className="border-l-0">
      {phase === 'live' ? (
        <>
          <Glyph name="dot" className="text-gain" />
          {t('live')}
          {latencyMs === undefined ? null : (
            <span className="font-normal text-12 text-faint max-[1180px]:hidden">
              {t('latency', { latencyMs })}
            </span>
          )}
        </>
      ) : null}
      {phase === 'connecting' ? <span className="font-normal text-faint">{t('connecting')}</span> : null}
      {phase === 'lost' ? (
        <span className="flex items-center gap-[7px] text-warn" role="status">
          <Glyph name="diamond" />
          {t('reconnecting')}
          <span className="font-normal text-12 max-lg:hidden">
            {t('attempt', { attempt, seconds: Math.max(0, Math.ceil((retryAt - now) / 1_000)) })}
          </span>
        </span>
      ) : null}
    </Cell>
  )
}
