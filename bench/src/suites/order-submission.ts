/**
 * From the adapter's `submit` to the moment the exchange, a process of its own, has received the whole request: terms,
 * limiter, token, bytes, and the way there, on a connection that stays. One after the other, in turn with the floor: an
 * empty signed request over a bare connection to the same process.
 */
import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { clientOrderId, instrumentId, parsePrice, parseQuantity, uuidV5 } from '@oasis/domain'
import type { VenueOrder } from '@oasis/ports'
import { createLogger, createRealScheduler } from '@oasis/runtime'
import { type ApiKey, createCoinbaseVenue } from '@oasis/venue-coinbase'
import { type ExchangeChild, startExchange } from '../exchange/exchange-child.ts'
import type { Row } from '../harness.ts'
import { latencyRow, microsBetween, percentile, rounded, warm } from '../latency.ts'
import { bareSignature } from './request-signing.ts'
import type { SuiteOptions } from './suite.ts'

const ORDERS = '/api/v3/brokerage/orders'
/** Signed, answered from memory. */
const EMPTY = '/api/v3/brokerage/key_permissions'
const DEADLINE_MS = 5_000
/** By then the order has ended and everybody has been told. */
const SETTLED_MS = 10

export async function orderSubmissionSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const count = quick ? 150 : 1_000
  return [await measure('ES256', count), await measure('EdDSA', count)]
}

async function measure(keyAlgorithm: ApiKey['algorithm'], count: number): Promise<Row> {
  const exchange = await startExchange({ keyAlgorithm })
  try {
    return await submitInTurn(exchange, count)
  } finally {
    exchange.stop()
  }
}

async function submitInTurn(exchange: ExchangeChild, count: number): Promise<Row> {
  const venue = createCoinbaseVenue({
    ...{ key: exchange.key, restUrl: exchange.url, userWsUrl: exchange.wsUrl },
    ...{ scheduler: createRealScheduler(), random: Math.random, requestsPerSecond: 1_000_000 },
    logger: createLogger({ level: 'warn', pretty: false }),
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  await venue.start(() => {})
  await exchange.times()
  const submitted: bigint[] = []
  const emptied: bigint[] = []
  const answered: number[] = []
  const submit = async (i: number) => {
    const start = process.hrtime.bigint()
    submitted.push(start)
    const outcome = await venue.submit(orderOf(i), AbortSignal.timeout(DEADLINE_MS), () => undefined)
    if (outcome.kind !== 'ACKNOWLEDGED') throw new Error(JSON.stringify(outcome))
    answered.push(microsBetween(start, process.hrtime.bigint()))
  }
  const empty = () => {
    emptied.push(process.hrtime.bigint())
    return sendEmpty(exchange, agent)
  }
  for (let i = 0; i < count; i++) {
    // Whoever comes first finds both processes cold.
    if (i % 2 === 0) await submit(i)
    await empty()
    if (i % 2 === 1) await submit(i)
    await delay(SETTLED_MS)
  }
  const { received } = await exchange.times()
  agent.destroy()
  await venue.stop()
  return latencyRow({
    name: `submit to the exchange's socket, ${exchange.key.algorithm}`,
    subject: delays(submitted, received[`POST ${ORDERS}`]),
    floor: { name: 'an empty signed request', micros: delays(emptied, received[`GET ${EMPTY}`]) },
    extra: {
      'to the answer p50 µs': rounded(percentile(warm(answered), 0.5)),
      'to the answer p99 µs': rounded(percentile(warm(answered), 0.99)),
    },
  })
}

/** Far from the market: it ends at once, so that nothing grows with the number of orders. */
const orderOf = (i: number): VenueOrder => ({
  clientOrderId: clientOrderId(uuidV5(`submission ${i}`)),
  instrumentId: instrumentId('coinbase:BTC-USD'),
  side: 'BUY',
  terms: {
    ...{ type: 'LIMIT', timeInForce: 'IOC', postOnly: false },
    ...{ quantity: parseQuantity('0.01'), limitPrice: parsePrice('40000') },
  },
})

function delays(from: readonly bigint[], received: readonly string[] = []): number[] {
  if (received.length !== from.length) {
    throw new Error(`${from.length} requests were sent, and ${received.length} received`)
  }
  return from.map((start, i) => microsBetween(start, BigInt(received[i] ?? '')))
}

function sendEmpty({ url, key }: ExchangeChild, agent: Agent): Promise<void> {
  const { host } = new URL(url)
  const headers = { authorization: `Bearer ${bareToken(key, `GET ${host}${EMPTY}`)}` }
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}${EMPTY}`, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${EMPTY} answered ${response.statusCode}`))
      response.resume().on('end', resolve)
    })
    outgoing.on('socket', (socket) => socket.setNoDelay(true)).on('error', reject)
    outgoing.end()
  })
}

function bareToken(key: ApiKey, uri: string): string {
  const seconds = Math.floor(Date.now() / 1_000)
  const text = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const nonce = randomBytes(16).toString('hex')
  const header = text({ alg: key.algorithm, kid: key.name, nonce, typ: 'JWT' })
  const claims = text({ iss: 'cdp', sub: key.name, nbf: seconds, exp: seconds + 120, uri })
  const signed = `${header}.${claims}`
  return `${signed}.${bareSignature(key, Buffer.from(signed)).toString('base64url')}`
}
