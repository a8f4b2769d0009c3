'use client'
/** Whether there is something to look at: the closest limit, orders whose outcome nobody knows, feeds that are silent. */
import { useTranslations } from 'next-intl'
import { useFeeds, useOpenOrders, useRisk } from '../../api/queries.ts'
import { closestLimit } from '../../frame/closest-limit.ts'
import { Share } from '../../ui/amount.tsx'

const CLOSE = 0.8

export const isConnected = (state: string): boolean => state === 'CONNECTED' || state === 'RESYNCED'

export interface Safety {
  readonly isFine: boolean
  readonly text: string
  readonly closest: ReturnType<typeof closestLimit>
}

export function useSafety(): Safety {
  const t = useTranslations('overview')
  const { data: risk } = useRisk()
  const { data: orders } = useOpenOrders()
  const { data: feeds } = useFeeds()
  const closest = closestLimit(risk)
  const unknown = (orders?.items ?? []).filter(
    ({ state }) => state === 'UNKNOWN' || state === 'REVIEW',
  ).length
  const silent = (feeds?.items ?? []).filter(({ state }) => !isConnected(state)).length
  const share = closest?.share ?? 0
  const said = (isFine: boolean, text: string): Safety => ({ isFine, text, closest })
  if (risk === undefined) return said(false, t('safety.notKnown'))
  if (unknown > 0) return said(false, t('safety.unknownOrders', { count: unknown }))
  if (share >= 1) return said(false, t('safety.atLimit'))
  if (silent > 0) return said(false, t('safety.feedDown', { count: silent }))
  return share >= CLOSE ? said(false, t('safety.close')) : said(true, t('safety.within'))
}

export function SafetyDetail({ safety: { closest } }: { safety: Safety }) {
  const t = useTranslations('overview')
  if (closest === undefined) return t('safety.noLimitUsed')
  const share = closest.share ?? 0
  return t.rich('safety.closest', {
    limit: withinSentence(t(`limits.${nameOf(closest.limit)}`)),
    share: () => (
      <Share value={share} className={share >= CLOSE ? 'font-medium text-warn' : 'font-medium text-strong'} />
    ),
  })
}

const withinSentence = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

const NAMED = [
  'maxPositionNotional',
  'maxGrossExposure',
  'maxNetExposure',
  'maxOpenOrders',
  'maxDailyLoss',
  'maxDrawdown',
  'maxOrdersPerSecond',
  'maxCancelsPerSecond',
] as const

/** Those of which one knows how much is used. */
export const nameOf = (limit: string): (typeof NAMED)[number] | 'other' =>
  NAMED.find((name) => name === limit) ?? 'other'
