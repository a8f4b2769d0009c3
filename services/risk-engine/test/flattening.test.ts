import { riskService, topics } from '@oasis/contracts'
import { type CommandEvent, formatQuantity, type OrderIntent, strategyId } from '@oasis/domain'
import { afterEach, describe, expect, test } from 'vitest'
import { ACCOUNT, BTC, BTC_QUOTE, ETH, intent, limitTerms, OTHER_STRATEGY, quote } from './risk-fixtures.ts'
import { openEngine, type Running } from './running-engine.ts'

let running: Running
let events: CommandEvent[]
afterEach(() => running.stop())

/** An intent whose cause is now, so that it belongs to this epoch. */
function fresh(n: number, changes: Partial<OrderIntent> = {}): OrderIntent {
  const now = running.scheduler.now()
  return intent(n, { cause: { ...intent(n).cause, tsEvent: now, tsInit: now }, ...changes })
}

/** Two strategies with 0.01 BTC each; the price is kept fresh while time passes. */
async function invested(settings: Parameters<typeof openEngine>[0] = {}) {
  running = await openEngine(settings)
  events = await running.collect(topics.commandEvents)
  for (const [n, strategy] of [
    [1, undefined],
    [2, OTHER_STRATEGY],
  ] as const) {
    const wish = fresh(n, strategy ? { strategyId: strategy } : {})
    await running.submit(wish)
    await running.orders.fill(wish.intentId, '0.01', '50000')
    await running.wait(1_000)
    await running.publishQuote()
  }
  const again = () => {
    const now = running.scheduler.now()
    void running.bus.publish([topics.quotes.record({ ...BTC_QUOTE, tsEvent: now, tsInit: now })])
    running.scheduler.after(1_000, again)
  }
  running.scheduler.after(1_000, again)
}

const flatten = (changes: object = {}) => running.halt({ flatten: true, ...changes })
const positions = () =>
  Object.values(running.engine.summaryState().accounts[ACCOUNT]?.strategyPositions ?? {}).map(
    ({ quantity }) => quantity,
  )
const sells = () => [...running.orders.orders.values()].filter(({ intent: { side } }) => side === 'SELL')

describe('a halt that flattens', () => {
  test('tells what the order manager refuses by its reason', async () => {
    await invested()
    running.orders.refuses = 'NOT_RECONCILED'
    const { flattening } = await flatten()
    expect(flattening.map(({ outcome }) => outcome)).toEqual([
      'DENIED: NOT_RECONCILED',
      'DENIED: NOT_RECONCILED',
    ])
    expect(sells()).toEqual([])
  })

  test('sells what strategies have booked, at the market and reduce-only, once the cancels are final', async () => {
    await invested()
    await running.submit(fresh(3, { terms: limitTerms('0.001', '49000') }))
    const reply = await flatten()
    expect(reply.flattening.map(({ instrumentId, outcome }) => [instrumentId, outcome])).toEqual([
      [BTC, 'PLACED'],
      [BTC, 'PLACED'],
    ])
    await running.wait(1_000)
    expect(positions()).toEqual(['0', '0'])
    expect(sells().map(({ intent: { terms, reduceOnly } }) => [terms.type, reduceOnly])).toEqual([
      ['MARKET', true],
      ['MARKET', true],
    ])
    const cancelled = running.orders.heard.findIndex(({ method }) => method === 'cancelAll')
    expect(cancelled).toBe(0)
    expect(running.orders.order(fresh(3).intentId).state).toBe('CANCELED')
  })

  test('goes on while IOC orders leave something, and sells no more than there is', async () => {
    await invested()
    running.orders.fillsOneIn = 2
    await flatten()
    await running.wait(1_000)
    // Halves of 0.01 until the venue's minimum of 0.001.
    const sold = sells().map(({ filledQuantity }) => formatQuantity(filledQuantity))
    expect(sold.slice(0, 4)).toEqual(['0.005', '0.005', '0.0025', '0.0025'])
    expect(
      sells().every(
        ({ intent: { intentId } }, i, all) =>
          all.findIndex((each) => each.intent.intentId === intentId) === i,
      ),
    ).toBe(true)
    const left = positions().map(Number)
    expect(Math.max(...left)).toBeLessThan(0.002)
    expect(Math.min(...left)).toBeGreaterThanOrEqual(0)
  })

  test('gives up after a few rounds when nothing fills, and says what is left', async () => {
    await invested()
    running.orders.fillsOneIn = 0
    const { flattening } = await flatten()
    expect(flattening).toMatchObject([
      {
        outcome: 'DENIED: not sold after 5 rounds; halt again to flatten',
        detail: expect.stringMatching('0.01 left'),
      },
      {
        outcome: 'DENIED: not sold after 5 rounds; halt again to flatten',
        detail: expect.stringMatching('0.01 left'),
      },
    ])
    expect(sells().length).toBe(10)
    expect(positions()).toEqual(['0.01', '0.01'])
  })

  test('sells more than one second of the rate limit allows, a second later', async () => {
    await invested({ limits: { account: { [ACCOUNT]: { maxOrdersPerSecond: 1 } } } })
    await flatten()
    await running.wait(1_000)
    expect(positions()).toEqual(['0', '0'])
  })

  test('sells nothing while an order is open at the venue', async () => {
    await invested()
    await running.submit(fresh(3, { terms: limitTerms('0.001', '49000') }))
    running.orders.clings = true
    const { flattening, verified } = await flatten()
    expect(verified).toBe(false)
    expect(flattening).toEqual([
      { instrumentId: BTC, outcome: 'DENIED: cancels are not final; halt again to flatten', detail: '' },
    ])
    expect(sells()).toEqual([])
  })

  test('leaves an instrument with an order of unknown outcome alone', async () => {
    await invested()
    const wish = fresh(3, { terms: limitTerms('0.001', '49000') })
    await running.submit(wish)
    running.orders.clings = true
    await running.orders.trigger(wish.intentId, 'SUBMIT', 'LOSE_TRACK')
    running.orders.lost.add(wish.intentId)
    const { flattening } = await flatten()
    expect(flattening.map(({ outcome }) => outcome)).toEqual([
      'DENIED: ORDER_OUTCOME_UNKNOWN',
      'DENIED: ORDER_OUTCOME_UNKNOWN',
    ])
    expect(sells()).toEqual([])
  })

  test('needs the typed override for a price that is stale', async () => {
    await invested()
    await running.publishQuote({ ...BTC_QUOTE, state: 'QUARANTINED', bids: [], asks: [] })
    const broken = () => {
      const now = running.scheduler.now()
      const record = {
        ...BTC_QUOTE,
        state: 'QUARANTINED',
        bids: [],
        asks: [],
        tsEvent: now,
        tsInit: now,
      } as const
      void running.bus.publish([topics.quotes.record(record)])
      running.scheduler.after(1, broken)
    }
    broken()
    const { flattening } = await flatten()
    expect(flattening.map(({ outcome }) => outcome)).toEqual(['STALE_PRICE', 'STALE_PRICE'])
    expect(sells()).toEqual([])
    await flatten({ acceptStalePrices: true })
    await running.wait(1_000)
    expect(positions()).toEqual(['0', '0'])
  })

  test('never sells what OTS has not bought, and says so', async () => {
    running = await openEngine()
    await running.orders.deposit('1', 'ETH' as never)
    await running.publishQuote(quote(ETH, [['1999', '100']], [['2001', '100']]))
    const { flattening } = await flatten()
    expect(flattening).toEqual([{ instrumentId: ETH, outcome: 'NOTHING_BOOKED', detail: '' }])
    expect(sells()).toEqual([])
  })

  test('sells the position of a stopped strategy, too', async () => {
    await invested()
    const state = {
      kind: 'STRATEGY',
      strategyId: OTHER_STRATEGY,
      instances: [strategyId('ticks')],
      accountId: ACCOUNT,
      version: 1,
      status: 'STOPPED',
      type: 't',
      params: '{}',
      paramsSet: false,
      generation: 1,
      reason: '',
      changedBy: '',
      ts: running.scheduler.now(),
    } as const
    await running.settled(running.bus.publish([topics.controlState.record(state)]))
    await flatten()
    await running.wait(1_000)
    expect(positions()).toEqual(['0', '0'])
  })

  test('works with bus and store down', async () => {
    await invested()
    running.link.down = true
    running.store.down = true
    running.orders.silent = true
    const reply = await flatten()
    expect(reply.recorded).toBe(false)
    expect(reply.flattening.map(({ outcome }) => outcome)).toEqual(['PLACED', 'PLACED'])
    expect(sells().map(({ state }) => state)).toEqual(['FILLED', 'FILLED'])
  })

  test('ends when the halt is over, and when another one is called', async () => {
    await invested()
    running.orders.fillsOneIn = 0
    const again = { accountId: ACCOUNT, flatten: false, acceptStalePrices: false, reason: 'again', by: 'ana' }
    running.scheduler.after(
      1_500,
      () => void running.rpc.call(riskService.halt, again, { timeoutMs: 60_000 }),
    )
    const { flattening } = await flatten()
    expect(new Set(flattening.map(({ outcome }) => outcome))).toEqual(
      new Set(['DENIED: the halt is over, or another was called']),
    )
    expect(sells().length).toBeLessThan(10)
  })

  test('by command is told in its answer', async () => {
    await invested()
    await running.command('c1', {
      kind: 'SET_BOT_STATUS',
      status: 'HALTED',
      flatten: true,
      acceptStalePrices: false,
    })
    await running.wait(10_000)
    expect(events).toMatchObject([
      {
        commandId: 'c1',
        outcome: 'APPLIED',
        reason: `halt 4; nothing open at the venue; flattening: ${BTC} PLACED, ${BTC} PLACED`,
        state: { status: 'HALTED' },
      },
    ])
    expect(positions()).toEqual(['0', '0'])
  })
})

describe('a halt that flattens while another one does', () => {
  const ask = () =>
    running.rpc.call(
      riskService.halt,
      { accountId: ACCOUNT, flatten: true, acceptStalePrices: false, reason: 'a test', by: 'ana' },
      { timeoutMs: 60_000 },
    )

  test('flattens in its place, and the first one says what it has left', async () => {
    await invested()
    running.orders.fillsOneIn = 0
    const first = ask()
    await running.wait(1_500)
    running.orders.fillsOneIn = 1
    const second = ask()
    await running.wait(30_000)
    const [cut, done] = await running.settled(Promise.all([first, second]))
    expect(positions()).toEqual(['0', '0'])
    expect(cut.flattening.map(({ outcome, detail }) => [outcome, detail])).toEqual([
      ['DENIED: the halt is over, or another was called', expect.stringContaining('0.01 left')],
      ['DENIED: the halt is over, or another was called', expect.stringContaining('0.01 left')],
    ])
    expect(done.flattening.map(({ outcome }) => outcome)).toEqual(['PLACED', 'PLACED'])
  })

  test('never under a halt that was called since and did not ask for it', async () => {
    await invested()
    running.orders.fillsOneIn = 0
    const first = ask()
    await running.wait(1_500)
    const second = ask()
    await running.wait(50)
    const before = sells().length
    running.orders.fillsOneIn = 1
    await running.halt()
    await running.wait(30_000)
    await running.settled(Promise.all([first, second]))
    expect(sells().length).toBe(before)
    expect(positions()).toEqual(['0.01', '0.01'])
  })
})
