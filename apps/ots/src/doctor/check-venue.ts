/** Whether the venue answers, and how far our clock is from its own. Nothing here needs a key. */
import { createRealScheduler, createSilentLogger, describeError } from '@oasis/runtime'
import { clockOffsetMs, readVenueClock } from '@oasis/venue-coinbase'
import { isReachable, type VenueAddress } from '../source/choose-source.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

/** The limit at which a clock offset closes trading. */
const MAX_OFFSET_MS = 250
const TIME_CALL_MS = 3_000

export async function checkVenue(venue: VenueAddress): Promise<Finding[]> {
  const [reachable, clock] = await Promise.all([isReachable(venue), checkClock(venue)])
  const addresses = `${venue.restUrl} and ${venue.wsUrl}`
  if (reachable) return [ok('venue', `${addresses} answer`), clock]
  const detail = `${addresses} do not both answer within 3 s: "ots up" will use the simulator`
  return [warning('venue', detail), ...(clock.result === 'warning' ? [] : [clock])]
}

async function checkClock({ restUrl }: VenueAddress): Promise<Finding> {
  const scheduler = createRealScheduler()
  const common = { restUrl, scheduler, random: Math.random, logger: createSilentLogger() }
  try {
    const reading = await readVenueClock({ ...common, attempts: 1 }, AbortSignal.timeout(TIME_CALL_MS))
    const offset = -Math.round(clockOffsetMs(reading))
    const detail = `${offset} ms from the venue's (limit ${MAX_OFFSET_MS} ms)`
    return Math.abs(offset) <= MAX_OFFSET_MS
      ? ok('clock', detail)
      : fault('clock', `${detail}: nothing would be traded; set this machine's clock (NTP)`)
  } catch (error) {
    return warning('clock', `the offset could not be measured: ${describeError(error)}`)
  }
}
