'use client'
/** When something was, in the zone of whoever looks, with UTC on hover; and how long ago. */
import { useLocale, useTimeZone } from 'next-intl'
import { useSyncExternalStore } from 'react'
import {
  formatClock,
  formatClockMillis,
  formatDay,
  formatDuration,
  formatUtc,
  toMillis,
} from './format/time-format.ts'

export interface TimeProps {
  readonly value: string | null | undefined
  /** `clock`: of today; `full` and `millis` name the day, too. */
  readonly form?: 'clock' | 'full' | 'millis' | 'clockMillis'
  readonly className?: string | undefined
}

export function Time({ value, form = 'full', className }: TimeProps) {
  const locale = useLocale()
  const timeZone = useTimeZone()
  if (value === null || value === undefined) return <span className={className}>–</span>
  const zone = { locale, ...(timeZone === undefined ? {} : { timeZone }) }
  const clock =
    form === 'millis' || form === 'clockMillis' ? formatClockMillis(value, zone) : formatClock(value, zone)
  return (
    <time dateTime={value} title={formatUtc(value)} className={className}>
      {form === 'full' || form === 'millis' ? (
        <>
          <span className="text-faint">{formatDay(value, zone)}</span> {clock}
        </>
      ) : (
        clock
      )}
    </time>
  )
}

/** How long ago, counted on once a second while it is looked at. */
export function Age({
  since,
  className,
}: {
  readonly since: string | null | undefined
  readonly className?: string | undefined
}) {
  const locale = useLocale()
  const now = useNow()
  if (since === null || since === undefined) return <span className={className}>–</span>
  return (
    <time dateTime={since} title={formatUtc(since)} className={className}>
      {formatDuration(now - toMillis(since), locale)}
    </time>
  )
}

/** How long until then, counted down once a second; `over` from then on. */
export function TimeLeft({ until, over }: { readonly until: string; readonly over: string }) {
  const locale = useLocale()
  const now = useNow()
  const leftMs = toMillis(until) - now
  return (
    <time dateTime={until} title={formatUtc(until)}>
      {now > 0 && leftMs <= 0 ? over : formatDuration(leftMs, locale)}
    </time>
  )
}

/**
 * One timer for all that is counted on a page, so that all of it is drawn in one frame: a timer for each would draw the page
 * anew as many times. Milliseconds since 1970, the same until the next tick, as React asks for.
 */
function createTicker(everyMs: number): () => number {
  const listeners = new Set<() => void>()
  let now = 0
  let timer: ReturnType<typeof setInterval> | undefined
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    timer ??= setInterval(() => {
      now = Date.now()
      for (const each of listeners) each()
    }, everyMs)
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      clearInterval(timer)
      timer = undefined
      now = 0
    }
  }
  const current = () => {
    if (now === 0) now = Date.now()
    return now
  }
  return () => useSyncExternalStore(subscribe, current, () => 0)
}

/** To the second. */
export const useNow = createTicker(1_000)

/** To a fifth of a second: for ages that are looked at in tenths. */
export const useFineNow = createTicker(200)
