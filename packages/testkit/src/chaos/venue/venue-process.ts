/**
 * The venue in a process of its own, which outlives all kills: a simulated venue on real time, its prices, its HTTP
 * port. The driver steers it and reads its ledger over IPC, which no outage touches. Run by the driver.
 */
import { createRealScheduler, seededRandom } from '@oasis/runtime'
import { createSimulatedVenue } from '../../simulated-venue/simulated-venue.ts'
import { chaosInstruments } from '../market/chaos-market.ts'
import type { FromVenue, OpenVenue, ToVenue } from '../place/venue-messages.ts'
import { openVenueServer } from './venue-server.ts'
import { chaosVenueConfig } from './venue-setup.ts'

const QUOTE_EVERY_MS = 50

const tell = (message: FromVenue): void => void process.send?.(message)

async function open({ seed, conclusive }: OpenVenue): Promise<void> {
  const scheduler = createRealScheduler()
  const random = seededRandom(`venue ${seed}`)
  // An outage can begin only after the port is open.
  let setPort: (reachable: boolean) => void = () => {}
  const ports = { scheduler, random, onReachable: (reachable: boolean) => setPort(reachable) }
  const venue = createSimulatedVenue(ports, chaosVenueConfig(seed, conclusive))
  const instruments = chaosInstruments(seed)
  const quote = (): void => {
    for (const { instrument, prices } of instruments) {
      const { bid, ask } = prices.at(scheduler.now())
      venue.quote(instrument.id, bid, ask)
    }
    scheduler.after(QUOTE_EVERY_MS, quote)
  }
  quote()
  const server = await openVenueServer(venue)
  setPort = (reachable) => void server.setReachable(reachable)
  venue.start()
  process.on('message', (message: ToVenue) => {
    if (message.kind === 'HEAL') {
      venue.heal()
      tell({ kind: 'HEALED' })
    }
    if (message.kind === 'COUNT') {
      const own = venue.ledger.orders.filter(({ clientOrderId }) => clientOrderId !== undefined)
      tell({
        kind: 'COUNTED',
        orders: own.length,
        executions: venue.ledger.executions.length,
        faults: venue.faultCounts,
      })
    }
    if (message.kind === 'READ') {
      const { orders, executions, transfers, balances, requests, exposures } = venue.ledger
      const ledger = { orders, executions, transfers, balances, requests, exposures }
      tell({ kind: 'LEDGER', ledger, faults: venue.faultCounts })
    }
  })
  tell({ kind: 'LISTENING', address: { kind: 'simulated', port: server.port, seed, conclusive } })
}

process.on('disconnect', () => process.exit(0))
process.once('message', (message: ToVenue) => {
  if (message.kind === 'OPEN') void open(message)
})
