/**
 * An exchange that misbehaves, for the deterministic simulation and the chaos run. Its ledger is the truth by which a
 * run is judged. Deterministic: the same random source, scheduler and calls give the same venue.
 */
import { addMillis, type UnixNanos } from '@oasis/domain'
import { drawMs } from './draw.ts'
import { Episodes } from './episodes.ts'
import { Exchange } from './exchange.ts'
import type { ExchangeChange, ExchangeOrder, Moment } from './exchange-records.ts'
import { Expiries } from './expiries.ts'
import { ExposureLog } from './exposure-log.ts'
import { FaultDice } from './fault-dice.ts'
import { OrderDesk } from './order-desk.ts'
import { Reachability } from './reachability.ts'
import { readLedger } from './read-ledger.ts'
import type { SimulatedVenue, SimulatedVenueConfig, SimulatedVenuePorts } from './simulated-venue-api.ts'
import { VenueClock } from './venue-clock.ts'
import { VenueLine } from './venue-line.ts'
import { VenueViews } from './venue-views.ts'

export function createSimulatedVenue(
  { scheduler, random, onReachable = () => {} }: SimulatedVenuePorts,
  config: SimulatedVenueConfig,
): SimulatedVenue {
  const dice = new FaultDice(random, config.faults)
  const clock = new VenueClock(scheduler)
  const reachability = new Reachability()
  const lines = new Set<VenueLine>()
  const now = (): UnixNanos => scheduler.now()
  const onChange = (change: ExchangeChange, moment: Moment): void => tell(change, moment)
  const exchange = new Exchange({ config, random, openedAt: now(), onChange })
  const views = new VenueViews({ exchange, dice, random, traits: config.traits, now })
  const exposures = new ExposureLog(exchange)
  const shared = { exchange, views, clock, dice, random, scheduler, config }
  const desk = new OrderDesk(shared)
  const arrivesAt = createArrivals(config, { scheduler, random })

  function setReachable(reachable: boolean): void {
    if (reachable) reachability.regain(now())
    else reachability.lose(now())
    setStreaming(reachable)
    onReachable(reachable)
  }
  /** A stream comes back only to a venue that can be reached. */
  function setStreaming(streaming: boolean): void {
    for (const line of lines) {
      if (!streaming) line.stream.interrupt()
      else if (reachability.reachable) line.stream.resume()
    }
  }
  const episodes = new Episodes({ ...shared, setReachable, setStreaming })

  function tell(change: ExchangeChange, moment: Moment): void {
    exposures.record(change, moment)
    views.balancesChanged()
    if (change.kind === 'ORDER') tellOrder(change.order, change.cause === 'ACCEPTED')
    if (change.kind === 'EXECUTION') {
      const shownFrom = views.executionHappened(change.execution)
      const event = { kind: 'EXECUTION', execution: views.execution(change.execution) } as const
      const offer = (): void => {
        for (const line of lines) line.stream.offer(event)
      }
      if (shownFrom > moment.at) scheduler.at(shownFrom, offer)
      else offer()
    }
  }
  function tellOrder(order: ExchangeOrder, isNew: boolean): void {
    if (isNew) {
      views.orderAccepted(order)
      expiries.watch(order)
    }
    const report = views.report(order)
    for (const line of lines) line.stream.offer({ kind: 'ORDER', report })
  }
  const expiries = new Expiries(scheduler, clock, exchange)

  return {
    id: config.id,
    traits: config.traits,
    ledger: readLedger(exchange, desk, exposures, reachability),
    get faultCounts() {
      return dice.counts
    },
    get reachable() {
      return reachability.reachable
    },
    connect() {
      const line: VenueLine = new VenueLine({
        ...{ desk, views, clock, dice, random, scheduler, reachability, config, arrivesAt },
        onClosed: () => lines.delete(line),
      })
      lines.add(line)
      return line
    },
    quote: (instrument, bid, ask) => exchange.quote(instrument, { bid, ask }, clock.moment),
    start: () => episodes.start(),
    heal() {
      dice.heal()
      episodes.stop()
      clock.skewMs = 0
      setReachable(true)
    },
    stop() {
      episodes.stop()
      expiries.stop()
    },
    force: (kind, times = 1) => dice.force(kind, times),
    provoke: (kind) => episodes.provoke(kind),
    person: {
      trade: (instrument, side, quantity) => episodes.trade(instrument, side, quantity),
      order: (instrument, side, quantity, price) => episodes.order(instrument, side, quantity, price),
      transfer: (currency, amount) => exchange.transfer(currency, amount, clock.moment),
    },
  }
}

/** Where lookups are conclusive, nothing overtakes: a look that was sent after a submit arrives after it. */
function createArrivals(
  { latency, traits }: SimulatedVenueConfig,
  { scheduler, random }: SimulatedVenuePorts,
): () => UnixNanos {
  let last = scheduler.now()
  return () => {
    const drawn = addMillis(scheduler.now(), drawMs(random, latency))
    if (!traits.lookupIsConclusive) return drawn
    last = drawn > last ? drawn : last
    return last
  }
}
