/** `GET /time`: needs no key; camelCase strings. */
import { parseRfc3339, type UnixNanos } from '@oasis/domain'
import type { Scheduler } from '@oasis/ports'
import { z } from 'zod'
import type { ClockReading } from '../auth/venue-clock.ts'
import { createGetJson, type GetJson, type RestOptions } from './get-json.ts'

const responseSchema = z.object({ iso: z.string() })

/** The venue's clock beside ours, without a key. */
export const readVenueClock = (options: RestOptions, signal: AbortSignal): Promise<ClockReading> =>
  readClock(createGetJson(options), options.scheduler, signal)

export async function readClock(
  getJson: GetJson,
  scheduler: Scheduler,
  signal: AbortSignal,
): Promise<ClockReading> {
  const askedAt = scheduler.now()
  const venueTime = await fetchServerTime(getJson, signal)
  return { askedAt, answeredAt: scheduler.now(), venueTime }
}

export async function fetchServerTime(getJson: GetJson, signal: AbortSignal): Promise<UnixNanos> {
  const { iso } = await getJson({ path: '/time', schema: responseSchema }, signal)
  return parseRfc3339(iso)
}
