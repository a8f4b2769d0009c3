/** Puts a market source, the exchange and its server together. */

import type { Scheduler } from '@oasis/ports'
import { createRealScheduler } from '@oasis/runtime'
import { builtInProducts, type ProductSpec } from './core/product-spec.ts'
import { parseSimulatorOptions, type SimulatorOptions, type SimulatorOptionsInput } from './options.ts'
import { createExchange, type Exchange } from './server/exchange.ts'
import type { SimulatorFaults } from './server/faults.ts'
import { startSimulatorServer } from './server/simulator-server.ts'
import { createCaptureSource } from './source/capture-source.ts'
import type { MarketSource } from './source/market-source.ts'
import { createSyntheticSource } from './source/synthetic-source.ts'
import { createVolatileJournal, openFileJournal } from './source/trade-journal.ts'

export interface Simulator {
  /** `http://127.0.0.1:8090` */
  readonly url: string
  readonly restUrl: string
  readonly wsUrl: string
  readonly port: number
  readonly faults: SimulatorFaults
  readonly exchange: Exchange
  /** Closes connections and the port, and saves the market. */
  stop(): Promise<void>
}

/**
 * The exchange without a network: sessions over any transport, on any scheduler, virtual time included.
 * @throws OtsError OTS_USAGE, OTS_CAPTURE_UNREADABLE and what opening the data folder throws
 */
export function createSimulatedExchange(input: SimulatorOptionsInput, scheduler: Scheduler): Exchange {
  const options = parseSimulatorOptions(input)
  const source = createSource(options, scheduler)
  const { clientId, firstSubscribeMs, silenceMs, messagesPerSecond, maxBacklogBytes } = options
  return createExchange({
    source,
    scheduler,
    clientId,
    firstSubscribeMs,
    silenceMs,
    messagesPerSecond,
    maxBacklogBytes,
  })
}

/**
 * The exchange on a port, in real time.
 * @throws OtsError OTS_PORT_BUSY, and what {@link createSimulatedExchange} throws
 */
export async function createSimulator(
  input: SimulatorOptionsInput = {},
  scheduler: Scheduler = createRealScheduler(),
): Promise<Simulator> {
  const { host, port } = parseSimulatorOptions(input)
  const exchange = createSimulatedExchange(input, scheduler)
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

function createSource(options: SimulatorOptions, scheduler: Scheduler): MarketSource {
  const { capture, dataDir, speed, loop, captureDelayMs, seed, historyHours } = options
  if (capture !== undefined) {
    return createCaptureSource({ path: capture, speed, loop, startDelayMs: captureDelayMs, scheduler })
  }
  const journal = dataDir === undefined ? createVolatileJournal() : openFileJournal(dataDir)
  return createSyntheticSource({ seed, products: productSpecs(options), historyHours, journal, scheduler })
}

const productSpecs = (options: SimulatorOptions): ProductSpec[] =>
  options.products.flatMap((product) =>
    typeof product === 'string' ? builtInProducts.filter((known) => known.id === product) : [product],
  )
