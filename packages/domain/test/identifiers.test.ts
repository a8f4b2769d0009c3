import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  accountId,
  adjustmentEventId,
  barEventId,
  clientOrderId,
  clientOrderIdOf,
  connectionId,
  currency,
  eventId,
  executionId,
  InvalidId,
  instrumentId,
  instrumentOf,
  intentId,
  intentIdOf,
  oppositeSide,
  orderEventId,
  quoteEventId,
  startEventId,
  strategyId,
  symbolOf,
  timerEventId,
  tradeEventId,
  type UnixNanos,
  uuidV5,
  venueId,
  venueOf,
  venueOfAccount,
  venueOrderId,
} from '../src/index.ts'

describe('identifiers', () => {
  const uuid = '0f3b2f4e-5a6b-5c7d-8e9f-0a1b2c3d4e5f'
  test.each([
    [
      instrumentId,
      ['coinbase:BTC-USD', 'paper:1INCH-USDC'],
      ['BTC-USD', 'Coinbase:BTC', 'coinbase:btc-usd', 'coinbase:', ':BTC', 'a:B\n'],
    ],
    [venueId, ['coinbase', 'v2'], ['Coinbase', '2v', '', 'a.b']],
    [
      accountId,
      ['coinbase.main.paper', 'kraken.p-1.real'],
      ['coinbase.main', 'coinbase.main.live', 'coinbase..paper', 'c.m.paper.x'],
    ],
    [strategyId, ['btc-ticks', 'A_1'], ['', '-a', 'a b', 'a'.repeat(65)]],
    [intentId, [uuid], [uuid.toUpperCase(), uuid.slice(1), `${uuid}\n`]],
    [currency, ['USD', '1INCH'], ['usd', '', 'A-B', 'A'.repeat(17)]],
    ...[clientOrderId, venueOrderId, executionId, eventId, connectionId].map(
      (make) => [make, ['x', '~!'], ['', 'a b', 'a\n', 'é', 'x'.repeat(257)]] as const,
    ),
  ] as const)('%o takes what is well-formed and refuses the rest', (make, good, bad) => {
    for (const text of good) expect(make(text)).toBe(text)
    for (const text of bad) expect(() => make(text), text).toThrow(InvalidId)
  })

  test('an instrument id comes apart into venue and symbol, and together again', () => {
    const id = instrumentId('coinbase:BTC-USD')
    expect(instrumentOf(venueOf(id), symbolOf(id))).toBe(id)
    expect([venueOf(id), symbolOf(id)]).toEqual(['coinbase', 'BTC-USD'])
    expect(venueOfAccount(accountId('coinbase.main.paper'))).toBe('coinbase')
  })
})

/** RFC 9562, section 5.5, from its text. */
function uuidV5Of(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest()
    .subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

describe('name-based UUIDs', () => {
  test("the test's own computation gives the vector of RFC 9562, appendix A.4", () => {
    const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'
    expect(uuidV5Of(dns, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
  })

  test('are UUIDs of version 5 in our namespace, for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const id = uuidV5(name)
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        expect(id).toBe(uuidV5Of('6f2b0a5e-3c1d-5a4e-9b7f-0a5150a51500', name))
      }),
    )
  })

  const origin = {
    accountId: accountId('coinbase.main.paper'),
    strategyId: strategyId('a'),
    generation: 1,
    causeEventId: eventId('trade/coinbase:BTC-USD/1'),
    ordinal: 0,
  }

  test('the same cause gives the same intent, and each part of the cause another', () => {
    const others = [
      { accountId: accountId('coinbase.other.paper') },
      { strategyId: strategyId('b') },
      { generation: 2 },
      { causeEventId: eventId('trade/coinbase:BTC-USD/2') },
      { ordinal: 1 },
    ].map((change) => intentIdOf({ ...origin, ...change }))
    expect(intentIdOf({ ...origin })).toBe(intentIdOf(origin))
    expect(new Set([intentIdOf(origin), ...others]).size).toBe(6)
  })

  test('never change: these are in databases and at venues', () => {
    expect(intentIdOf(origin)).toBe('7df24db0-4ac4-52fb-a027-adc57c371f3a')
    expect(clientOrderIdOf(intentIdOf(origin))).toBe('0ffc459d-65cf-5b10-a758-8f663aac29ee')
  })
})

test('events are named by facts of the world', () => {
  const btc = instrumentId('coinbase:BTC-USD')
  const time = 1_795_000_000_000_000_001n as UnixNanos
  expect([
    tradeEventId(btc, '77'),
    quoteEventId(btc, connectionId('c1'), 5),
    quoteEventId(btc, connectionId('c1'), 5, 'QUARANTINED'),
    barEventId(btc, '1m', time),
    timerEventId(strategyId('a'), 'tick', time),
    orderEventId(clientOrderId('o1'), 3),
    adjustmentEventId(accountId('coinbase.main.paper'), 9),
    startEventId(strategyId('a'), 2),
  ]).toEqual([
    'trade/coinbase:BTC-USD/77',
    'quote/coinbase:BTC-USD/c1/5',
    'quote/coinbase:BTC-USD/c1/5/quarantined',
    'bar/coinbase:BTC-USD/1m/1795000000000000001',
    'timer/a/tick/1795000000000000001',
    'order/o1/3',
    'adjustment/coinbase.main.paper/9',
    'start/a/2',
  ])
})

test('the opposite of the opposite side is the side', () => {
  expect(oppositeSide('BUY')).toBe('SELL')
  expect(oppositeSide('SELL')).toBe('BUY')
})
