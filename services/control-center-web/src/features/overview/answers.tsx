'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useBot, usePortfolio, useStrategies } from '../../api/queries.ts'
import { StatusMark } from '../../frame/status-mark.tsx'
import { useIsStale } from '../../live/live-provider.tsx'
import { Delta, Money } from '../../ui/amount.tsx'
import { classNames } from '../../ui/class-names.ts'
import { signOf, sumDecimals } from '../../ui/format/decimal.ts'
import { baseOf } from '../../ui/format/instrument-name.ts'
import { formatNumber } from '../../ui/format/number-format.ts'
import { Glyph } from '../../ui/glyphs.tsx'
import { Age } from '../../ui/time.tsx'
import { EventText } from './event-text.tsx'
import { totalOf } from './positions-panel.tsx'
import { SafetyDetail, useSafety } from './safety.tsx'
import { useLastEvents } from './use-last-events.ts'

/** Four questions, in the order in which an operator has them. */
export function Answers() {
  const t = useTranslations('overview')
  const isStale = useIsStale()
  return (
    <section
      aria-label={t('answers')}
      data-stale={isStale}
      className="mb-3 grid grid-cols-4 rounded-3 border border-line bg-surface max-lg:grid-cols-2 stale:hatched"
    >
      <IsItRunning />
      <IsItSafe />
      <WhatDoIHold />
      <WhatDidItDo />
    </section>
  )
}

interface AnswerProps {
  readonly question: string
  readonly answer: ReactNode
  readonly children: ReactNode
}

function Answer({ question, answer, children }: AnswerProps) {
  return (
    <div className="flex min-w-0 flex-col border-line px-4 pt-[11px] pb-3 not-first:border-l max-lg:odd:border-l-0 max-lg:nth-[n+3]:border-t max-md:px-3">
      <h2 className="text-11 text-faint">{question}</h2>
      <p className="flex min-h-[22px] min-w-0 items-center gap-2 font-semibold text-15 text-strong leading-[22px]">
        {answer}
      </p>
      <p className="truncate text-12 text-body max-md:whitespace-normal">{children}</p>
    </div>
  )
}

function IsItRunning() {
  const t = useTranslations('overview')
  const frame = useTranslations('frame.statuses')
  const { data: bot } = useBot()
  const { data: strategies } = useStrategies()
  const all = strategies?.items ?? []
  const stopped = all.filter(({ status }) => status !== 'RUNNING').map(({ id }) => id)
  const running = all.length - stopped.length
  return (
    <Answer
      question={t('running')}
      answer={
        <>
          <StatusMark status={bot?.status} />
          {bot === undefined ? '–' : frame(bot.status ?? 'NOT_TOLD')}
        </>
      }
    >
      {strategies === undefined ? null : t('strategies', { running, count: all.length })}
      {stopped.length === 0
        ? null
        : ` · ${t('stopped', { count: stopped.length, names: stopped.join(', ') })}`}
      {bot?.status === 'HALTED' && bot.reason !== null ? ` · ${bot.reason}` : null}
    </Answer>
  )
}

function IsItSafe() {
  const t = useTranslations('overview')
  const safety = useSafety()
  return (
    <Answer
      question={t('safe')}
      answer={
        <>
          <Glyph
            name={safety.isFine ? 'dot' : 'diamond'}
            className={classNames(safety.isFine ? 'text-gain' : 'text-warn', 'stale:text-stale')}
          />
          <span className="truncate max-md:whitespace-normal">{safety.text}</span>
        </>
      }
    >
      <SafetyDetail safety={safety} />
    </Answer>
  )
}

function WhatDoIHold() {
  const t = useTranslations('overview')
  const locale = useLocale()
  const { data } = usePortfolio()
  const account = data?.accounts[0]
  const held = (account?.positions ?? []).filter(({ quantity }) => signOf(quantity) !== 0)
  const unrealized = sumDecimals(held.flatMap(({ unrealizedPnl }) => unrealizedPnl ?? []))
  const quantities = held.map(
    ({ instrumentId, quantity }) => `${formatNumber(quantity, locale)} ${baseOf(instrumentId)}`,
  )
  return (
    <Answer
      question={t('holding')}
      answer={
        <>
          {/* Gross exposure is more than that: what open orders may still buy is in it. */}
          <Money value={account === undefined ? undefined : totalOf(held, ({ value }) => value)} />
          <span className="font-normal text-12 text-faint">{account?.valuationCurrency}</span>
        </>
      }
    >
      {account !== undefined && held.length === 0 ? t('nothingHeld') : null}
      {held.length === 0 ? null : (
        <>
          {t('unrealized')} <Delta value={unrealized} /> · {quantities.join(' · ')}
        </>
      )}
    </Answer>
  )
}

function WhatDidItDo() {
  const t = useTranslations('overview')
  const last = useLastEvents().find(({ kind }) => kind !== 'command')
  if (last === undefined)
    return (
      <Answer question={t('did')} answer={t('nothingYet')}>
        {t('nothingYetHint')}
      </Answer>
    )
  return (
    <Answer question={t('did')} answer={<EventText event={last} isShort />}>
      {strategyOf(last)} · <Age since={last.ts} />
    </Answer>
  )
}

function strategyOf(event: ReturnType<typeof useLastEvents>[number]): string {
  switch (event.kind) {
    case 'order':
      return event.order.strategyId
    case 'fill':
      return event.fill.strategyId
    case 'denial':
      return event.denial.strategyId
    case 'command':
      return event.command.issuedBy
  }
}
