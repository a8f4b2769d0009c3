import { clientOrderIdOf, intentIdOf, tradeEventId } from '@oasis/domain'
import { expect, test } from 'vitest'
import { ACCOUNT, createHarness, type Harness, ticks } from './harness.ts'
import { BTC, ETH, type TradeShape } from './market-data.ts'

const trades = (from: number, to: number, everyMs = 100): TradeShape[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ id: from + i, ms: (from + i) * everyMs }))

const sidesOf = (h: Harness) => h.backend.submissions.map((intent) => intent.side)

test('every n-th trade becomes one intent, named by its cause, with a signal that explains it', async () => {
  const h = await createHarness({ strategies: [ticks(2)] })
  await h.start()
  await h.trade(...trades(1, 6))
  expect(sidesOf(h)).toEqual(['BUY', 'SELL', 'BUY'])
  const [first] = h.backend.submissions
  expect(first?.intentId).toBe(
    intentIdOf({
      accountId: ACCOUNT,
      strategyId: 'ticks' as never,
      generation: 1,
      causeEventId: tradeEventId(BTC, '2'),
      ordinal: 0,
    }),
  )
  const signals = await h.signals()
  expect(signals.map((one) => [one.intentId, one.cause.eventId, one.values])).toEqual([
    [h.backend.submissions[0]?.intentId, 'trade/coinbase:BTC-USD/2', { ticks: '2' }],
    [h.backend.submissions[1]?.intentId, 'trade/coinbase:BTC-USD/4', { ticks: '4' }],
    [h.backend.submissions[2]?.intentId, 'trade/coinbase:BTC-USD/6', { ticks: '6' }],
  ])
  expect(h.framework.summary()).toMatchObject({
    signals: 3,
    strategies: [{ signals: 3, stopped: undefined }],
  })
})

test('nothing is sent before it is written down, and no answer marked before it is saved', async () => {
  const h = await createHarness({ strategies: [ticks(2)] })
  h.backend.decide = () => 'DENY'
  await h.start()
  const begin = h.kill.trace.length
  await h.trade(...trades(1, 2))
  await h.until(10_000)
  const own = [
    'commit',
    'commit done',
    'SubmitOrder',
    'SubmitOrder done',
    'markAnswered',
    'markAnswered done',
  ]
  const traced = h.kill.trace.slice(begin).filter((step) => own.includes(step))
  expect(traced).toEqual([...own.slice(0, 4), 'commit', 'commit done', ...own.slice(4)])
})

test('a trade that is delivered twice counts once, and history sent on subscribing never', async () => {
  const h = await createHarness({ strategies: [ticks(3)] })
  await h.start()
  await h.trade({ id: 1, ms: 0 }, { id: 1, ms: 10 }, { id: 7, ms: 20, origin: 'SNAPSHOT' }, { id: 2, ms: 30 })
  expect(sidesOf(h)).toEqual([])
  await h.trade({ id: 3, ms: 40, instrument: ETH }, { id: 3, ms: 50 })
  expect(sidesOf(h)).toEqual(['BUY'])
})

test('an intent without an answer counts as open, and is sent again unchanged until there is one', async () => {
  const h = await createHarness({ strategies: [ticks(1)] })
  h.backend.decide = () => 'UNAVAILABLE'
  await h.start()
  await h.trade({ id: 1, ms: 0 }, { id: 2, ms: 100 }, { id: 3, ms: 200 })
  await h.until(2_000)
  // At 0, 250, 750 and 1,750 ms.
  expect(h.backend.submissions).toHaveLength(4)
  expect(new Set(h.backend.submissions.map((intent) => intent.intentId)).size).toBe(1)
  h.backend.decide = () => 'FILL'
  await h.until(5_000)
  expect(h.backend.orders.size).toBe(1)
  await h.trade({ id: 4, ms: 6_000 })
  expect(h.backend.orders.size).toBe(2)
})

test('a denied intent is no order: the strategy goes on with the next turn', async () => {
  const h = await createHarness({ strategies: [ticks(1)] })
  h.backend.decide = () => 'DENY'
  await h.start()
  await h.trade(...trades(1, 3))
  expect(sidesOf(h)).toEqual(['BUY', 'SELL', 'BUY'])
  expect(h.framework.summary().strategies[0]?.state).toContain('"orders":[]')
})

test('positions are those of the fills, exactly', async () => {
  const h = await createHarness({ strategies: [ticks(1)] })
  await h.start()
  await h.trade(...trades(1, 3))
  await h.until(1_000)
  const state = h.framework.summary().strategies[0]?.state
  // 0.001 held, of three orders; fees 3 × 0.1.
  expect(state).toContain('"quantity":{"$n":"1000000000"}')
  expect(state).toContain('"fees":{"$n":"300000000000000000"}')
})

test('a hole in the order events is filled by asking the order manager', async () => {
  const h = await createHarness({ strategies: [ticks(1)] })
  await h.start()
  h.backend.loseEvents = 3
  await h.trade({ id: 1, ms: 0 })
  await h.until(200)
  expect(h.warnings).toContain('order events are missing: reading the account from the order manager')
  await h.trade({ id: 2, ms: 300 })
  await h.until(500)
  expect(sidesOf(h)).toEqual(['BUY', 'SELL'])
  expect(h.framework.summary().strategies[0]?.state).toContain('"quantity":{"$n":"0"}')
  expect(h.fatal).toEqual([])
})

test('two instances of one instrument emit in the order of the configuration', async () => {
  const h = await createHarness({ strategies: [ticks(1, { id: 'b' }), ticks(1, { id: 'a' })] })
  await h.start()
  await h.trade({ id: 1, ms: 0 }, { id: 2, ms: 100 })
  expect(h.backend.submissions.map((intent) => intent.strategyId)).toEqual(['b', 'a', 'b', 'a'])
})

test('one instance runs on each instrument, named after it', async () => {
  const h = await createHarness({ strategies: [ticks(1, { instruments: [BTC, ETH] })] })
  await h.start()
  await h.trade({ id: 1, ms: 0, instrument: ETH })
  expect(h.backend.submissions.map((intent) => [intent.strategyId, intent.instrumentId])).toEqual([
    ['ticks-ETH-USD', ETH],
  ])
})

test('what was published while the service was away is caught up, once', async () => {
  const h = await createHarness({ strategies: [ticks(2)] })
  await h.start()
  await h.trade(...trades(1, 3))
  await h.stop()
  await h.publish(...trades(4, 6))
  await h.start()
  expect(h.backend.submissions.map((intent) => intent.cause.eventId)).toEqual([
    tradeEventId(BTC, '2'),
    tradeEventId(BTC, '4'),
  ])
  await h.until(700)
  await h.trade({ id: 7, ms: 800 }, { id: 8, ms: 900 })
  expect(h.backend.submissions.at(-1)?.cause.eventId).toBe(tradeEventId(BTC, '8'))
  expect(h.backend.submissions.at(-1)?.intentId).not.toBe(h.backend.submissions[0]?.intentId)
})

test('other parameters start a new generation that keeps the position and forgets the rest', async () => {
  const h = await createHarness({ strategies: [ticks(2)] })
  await h.start()
  await h.trade(...trades(1, 3))
  await h.until(500)
  await h.stop()
  await h.start(undefined, { strategies: [ticks(3)] })
  expect(h.framework.summary().strategies[0]).toMatchObject({ generation: 2, signals: 1 })
  expect(h.framework.summary().strategies[0]?.state).toContain('"quantity":{"$n":"1000000000"}')
  await h.trade({ id: 4, ms: 600 }, { id: 5, ms: 700 })
  expect(h.backend.submissions).toHaveLength(1)
  await h.trade({ id: 6, ms: 800 })
  expect(sidesOf(h)).toEqual(['BUY', 'BUY'])
  expect(clientOrderIdOf(h.backend.submissions[1]?.intentId as never)).toBeDefined()
})
