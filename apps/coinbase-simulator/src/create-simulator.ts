/** Puts a market source, the exchange and its server together. */

import { join } from 'node:path'
import type { Scheduler } from '@oasis/ports'
import { createRealScheduler } from '@oasis/runtime'
import { generatedProducts } from './core/generated-products.ts'
import { builtInProducts, type ProductSpec } from './core/product-spec.ts'
import type { SimulatorFaults } from './faults/exchange-faults.ts'
import type { VenueLedger } from './ledger/venue-ledger.ts'
import { parseSimulatorOptions, type SimulatorOptions, type SimulatorOptionsInput } from './options.ts'
import { createExchange, type Exchange } from './server/exchange.ts'
import type { SeamsFactory } from './server/seams.ts'
import { startSimulatorServer } from './server/simulator-server.ts'
import type { Venue } from './server/venue.ts'
import { createCaptureSource } from './source/capture-source.ts'
import type { MarketSource } from './source/market-source.ts'
import { createSyntheticSource } from './source/synthetic-source.ts'
import { createVolatileJournal, openFileJournal } from './source/trade-journal.ts'
import { withUnknownSides } from './source/unknown-sides.ts'
import { createVolatileVenueJournal, openVenueJournal } from './source/venue-journal.ts'

export interface Simulator {
  /** `http://127.0.0.1:8090` */
  readonly url: string
  readonly restUrl: string
  readonly wsUrl: string
  readonly port: number
  readonly faults: SimulatorFaults
  readonly exchange: Exchange
  /** Users, keys and orders, and what may be done to them that no client can. */
  readonly venue: Venue
  /** Where the default user's key is, if it has one. */
  readonly keyFile: string | undefined
  /** The default user's; each part as it is at the moment of reading. */
  readonly ledger: VenueLedger
  /** Closes connections and the port, and saves the market. */
  stop(): Promise<void>
}

/**
 * The exchange without a network: sessions over any transport, on any scheduler, virtual time included.
 * @throws OtsError OTS_USAGE, OTS_CAPTURE_UNREADABLE and what opening the data folder throws
 */
export function createSimulatedExchange(
  input: SimulatorOptionsInput,
  scheduler: Scheduler,
  seams?: SeamsFactory,
): Exchange {
  const options = parseSimulatorOptions(input)
  const { dataDir } = options
  const journal =
    dataDir === undefined ? createVolatileVenueJournal() : openVenueJournal(join(dataDir, 'venue'))
  let source: MarketSource | undefined
  try {
    source = toldAs(createSource(options, scheduler), options)
    return createExchange({
      source,
      scheduler,
      options,
      journal,
      keyPath: keyPathOf(options),
      ...(seams === undefined ? {} : { seams }),
    })
  } catch (error) {
    // Whoever tries again in this process finds the folder free.
    source?.stop()
    journal.close()
    throw error
  }
}

const keyPathOf = ({ keyFile, dataDir }: SimulatorOptions): string | undefined =>
  keyFile ?? (dataDir === undefined ? undefined : join(dataDir, 'coinbase-key.json'))

/**
 * The exchange on a port, in real time.
 * @throws OtsError OTS_PORT_BUSY, and what {@link createSimulatedExchange} throws
 */
export async function createSimulator(
  input: SimulatorOptionsInput = {},
  scheduler: Scheduler = createRealScheduler(),
  seams?: SeamsFactory,
): Promise<Simulator> {
  const options = parseSimulatorOptions(input)
  const { host, port } = options
  const exchange = createSimulatedExchange(input, scheduler, seams)
  const { venue } = exchange
  try {
    const server = await startSimulatorServer({ exchange, scheduler, host, port })
    const authority = `${host.includes(':') ? `[${host}]` : host}:${server.port}`
    return {
      url: `http://${authority}`,
      restUrl: `http://${authority}`,
      wsUrl: `ws://${authority}`,
      port: server.port,
      faults: exchange.faults,
      exchange,
      venue,
      keyFile: keyPathOf(options),
      get ledger() {
        return venue.ledger()
      },
      async stop() {
        exchange.stop()
        await server.stop()
      },
    }
  } catch (error) {
    exchange.stop()
    throw error
  }
}

const toldAs = (source: MarketSource, { unknownSideEvery }: SimulatorOptions): MarketSource =>
  unknownSideEvery === 0 ? source : withUnknownSides(source, unknownSideEvery)

function createSource(options: SimulatorOptions, scheduler: Scheduler): MarketSource {
  const { capture, dataDir, speed, loop, captureDelayMs, seed, historyHours } = options
  if (capture !== undefined) {
    return createCaptureSource({ path: capture, speed, loop, startDelayMs: captureDelayMs, scheduler })
  }
  const journal = dataDir === undefined ? createVolatileJournal() : openFileJournal(dataDir)
  return createSyntheticSource({ seed, products: productSpecs(options), historyHours, journal, scheduler })
}

function productSpecs({ products, generatedProducts: count }: SimulatorOptions): ProductSpec[] {
  const named = products.flatMap((product) =>
    typeof product === 'string' ? builtInProducts.filter((known) => known.id === product) : [product],
  )
  const known = new Set(named.map(({ id }) => id))
  return [...named, ...generatedProducts(count).filter(({ id }) => !known.has(id))]
}
