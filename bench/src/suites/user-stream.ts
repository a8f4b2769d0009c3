/**
 * From the frame of the user stream that tells of a fill, as the exchange's process sends it, to the execution committed by
 * the order manager: frame, fills by REST, booking. The whole system trades there meanwhile, one order at a time. The
 * floor is one of these frames over a bare socket from the same process, until it is parsed.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseRate } from '@oasis/domain'
import { createEmbeddedSystem, parseConfig } from '@oasis/ots'
import {
  createLifecycle,
  createLogger,
  createNoMetrics,
  createRealScheduler,
  seededRandom,
} from '@oasis/runtime'
import { createCoinbaseFeed, createCoinbaseReference, createCoinbaseVenue } from '@oasis/venue-coinbase'
import WebSocket from 'ws'
import { type ExchangeChild, startExchange } from '../exchange/exchange-child.ts'
import type { Row } from '../harness.ts'
import { latencyRow, microsBetween } from '../latency.ts'
import { sampleInstrument } from '../samples.ts'
import type { SuiteOptions } from './suite.ts'

const PATIENCE_MS = 300_000
const BOUNDLESS = '1000000000000'
const ACCOUNT = 'coinbase.main.paper'
/** Trades so often that there is always a next order soon. */
const MARKET = { id: 'BTC-USD', startPrice: '65000', tradesPerSecond: 100, bookChangesPerSecond: 20 }
/** A frame of the floor after so many fills, so that both see the same machine. */
const TURN = 5

export async function userStreamSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const count = quick ? 40 : 1_000
  const exchange = await startExchange({ products: [MARKET] })
  try {
    return [await measure(exchange, count)]
  } finally {
    exchange.stop()
  }
}

async function measure(exchange: ExchangeChild, count: number): Promise<Row> {
  const committed: bigint[] = []
  const stop = await startTrading(exchange, () => committed.push(process.hrtime.bigint()))
  const bare = await openBareSocket(exchange.bareUrl)
  const deadline = Date.now() + PATIENCE_MS
  await until(() => committed.length > 0, deadline)
  const { sample } = await exchange.times()
  while (committed.length < count) {
    const next = committed.length + TURN
    await until(() => committed.length >= next, deadline)
    for (let i = 0; i < TURN; i++) await bare.exchange(sample)
  }
  await stop()
  const times = await exchange.times()
  bare.close()
  return latencyRow({
    name: 'frame of a fill to the committed execution',
    subject: untilCommitted(Object.values(times.filled).map(BigInt), committed),
    floor: {
      name: 'the frame, bare and parsed',
      micros: bare.parsed.map((at, i) => microsBetween(BigInt(times.bare[i] ?? ''), at)),
    },
    extra: { 'bytes of the frame': sample.length },
  })
}

/** One order at a time: a fill's commit is the next one, if that comes before the next fill. */
function untilCommitted(filled: readonly bigint[], committed: readonly bigint[]): number[] {
  return filled.flatMap((sent, i) => {
    const at = committed.find((each) => each > sent)
    const next = filled[i + 1]
    return at === undefined || (next !== undefined && next < at) ? [] : [microsBetween(sent, at)]
  })
}

/** The system as `ots up --venue coinbase` has it; resolves with how to stop it. */
async function startTrading(exchange: ExchangeChild, onExecution: () => void): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-bench-stream-'))
  const scheduler = createRealScheduler()
  const logger = createLogger({ level: 'error', pretty: false })
  const network = { scheduler, logger, random: seededRandom('bench') }
  const system = await createEmbeddedSystem(
    {
      ...{ ...network, metrics: createNoMetrics() },
      feed: createCoinbaseFeed({ ...network, wsUrl: exchange.wsUrl }),
      reference: createCoinbaseReference({ ...network, restUrl: exchange.url }),
      venue: createCoinbaseVenue({
        ...{ ...network, key: exchange.key, restUrl: exchange.url, userWsUrl: exchange.wsUrl },
        requestsPerSecond: 1_000_000,
        instrumentOf: () => sampleInstrument(),
      }),
      account: { takerFee: parseRate('0.009'), held: [] },
      crashPoints: { pass: (point) => void (point === 'execution-committed' && onExecution()) },
      onFatal: (error) => {
        throw error
      },
    },
    tradingConfig(),
    { folder, durability: 'process' },
  )
  const lifecycle = createLifecycle({ services: system.services, scheduler, logger, stopTimeoutMs: 30_000 })
  await lifecycle.start()
  return async () => {
    await lifecycle.stop()
    await system.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** An order as soon as the last one has ended, and limits that do not bind. */
const tradingConfig = () =>
  parseConfig(
    {
      strategies: [
        {
          ...{ id: 'fills', type: 'every-n-ticks', instruments: ['coinbase:BTC-USD'] },
          params: { n: 1, quantity: '0.001' },
        },
      ],
      limits: {
        account: {
          [ACCOUNT]: {
            ...{ maxOrderNotional: BOUNDLESS, maxPositionNotional: BOUNDLESS },
            ...{ maxGrossExposure: BOUNDLESS, maxNetExposure: BOUNDLESS },
            ...{ maxOrdersPerSecond: 10_000, maxReferenceAgeMs: 60_000 },
          },
        },
      },
    },
    'the benchmark',
  )

interface BareSocket {
  /** When each frame had been parsed. */
  readonly parsed: readonly bigint[]
  /** Sends a text, and resolves when it has come back. */
  exchange(text: string): Promise<void>
  close(): void
}

function openBareSocket(url: string): Promise<BareSocket> {
  const parsed: bigint[] = []
  const socket = new WebSocket(url, { perMessageDeflate: false })
  let arrived: (() => void) | undefined
  socket.on('message', (data) => {
    JSON.parse(String(data))
    parsed.push(process.hrtime.bigint())
    arrived?.()
  })
  const opened: BareSocket = {
    parsed,
    exchange: (text) =>
      new Promise((resolve) => {
        arrived = resolve
        socket.send(text)
      }),
    close: () => socket.terminate(),
  }
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(opened))
    socket.once('error', reject)
  })
}

async function until(condition: () => boolean, deadline: number): Promise<void> {
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the system does not trade at the exchange')
    await delay(1)
  }
}
