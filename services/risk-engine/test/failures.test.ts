import { riskService, topics } from '@oasis/contracts'
import { instrumentId, type OrderIntent, parseRate } from '@oasis/domain'
import type { Bus, NewRecord } from '@oasis/ports'
import { createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { afterEach, describe, expect, test } from 'vitest'
import { BackgroundPublisher } from '../src/background-publisher.ts'
import { riskEngineConfigSchema } from '../src/index.ts'
import { ACCOUNT, BTC, instrument, intent, NOW } from './risk-fixtures.ts'
import { openEngine, type Running, runEngine } from './running-engine.ts'

/** Its symbol does not say what it trades. */
const ODD = instrumentId('coinbase:ODD')

describe('an engine', () => {
  let running: Running
  afterEach(() => running.stop())

  const account = () => running.engine.summaryState().accounts[ACCOUNT]
  function fresh(n: number): OrderIntent {
    const now = running.scheduler.now()
    return intent(n, { cause: { ...intent(n).cause, tsEvent: now, tsInit: now } })
  }

  test('that reads an order event it cannot decode stops the account and approves nothing more', async () => {
    running = await openEngine()
    const { topic, key, headers } = topics.orderEvents.record({
      eventId: 'e' as never,
      accountId: ACCOUNT,
      accountSeq: 2,
      ts: NOW,
      body: {
        kind: 'ADJUSTMENT',
        adjustment: {
          accountId: ACCOUNT,
          mode: 'PAPER',
          currency: 'USD' as never,
          amount: 1n as never,
          reason: 'DEPOSIT',
          tsEvent: NOW,
        },
      },
    })
    await running.settled(running.bus.publish([{ topic, key, headers, value: new Uint8Array([255]) }]))
    await running.scheduler.settle()
    expect(account()?.phase).toBe('STOPPED')
    expect(running.engine.health()).toMatchObject({ ready: false })
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'DENIED', verdict: { code: 'RECONCILING' } })
  })

  test('that cannot tell what an open order trades waits with opening until it is told', async () => {
    running = await runEngine()
    await running.orders.adopt(intent(1, { instrumentId: ODD }))
    await running.settled(running.engine.start())
    expect(account()).toMatchObject({ phase: 'STARTING' })
    await expect(running.submit(intent(1))).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    await running.settled(running.bus.publish([topics.instruments.record(instrument(ODD))]))
    await running.wait(1_100)
    expect(account()).toMatchObject({ phase: 'OPEN', accountSeq: 1 })
    expect(Object.keys(account()?.reservations ?? {})).toHaveLength(1)
  })

  test('that hears of an order of which cannot be told what it trades reconciles until it can', async () => {
    running = await runEngine()
    await running.settled(running.engine.start())
    expect(account()).toMatchObject({ phase: 'OPEN' })
    await running.orders.adopt(intent(1, { instrumentId: ODD }))
    expect(account()).toMatchObject({ phase: 'RECONCILING', accountSeq: 0 })
    await running.settled(running.bus.publish([topics.instruments.record(instrument(ODD))]))
    await running.orders.deposit('5')
    await running.wait(1_100)
    expect(account()).toMatchObject({ phase: 'OPEN', accountSeq: 2, balances: { USD: '5' } })
  })

  test('that is stopped while it waits for the order manager ends at once', async () => {
    running = await runEngine()
    running.orders.snapshotFails = 'UNAVAILABLE'
    await running.settled(running.engine.start())
    await running.settled(running.engine.stop())
    expect(running.engine.health().ready).toBe(false)
    await expect(running.submit(intent(1))).rejects.toMatchObject({ status: 'UNAVAILABLE' })
  })

  test('that is not started is not ready, and says why it is closed when asked', async () => {
    running = await runEngine()
    expect(running.engine.health()).toEqual({ ready: false, detail: 'not started' })
    running.orders.snapshotFails = 'UNAVAILABLE'
    await running.settled(running.engine.start())
    const state = await running.settled(
      running.rpc.call(riskService.getRiskState, { accountId: ACCOUNT }, { timeoutMs: 100 }),
    )
    expect(state).toMatchObject({ open: false, reason: 'STARTING: no snapshot of the account yet' })
  })

  test('whose quotes cannot be read puts them aside and trades on', async () => {
    running = await openEngine()
    const record = { topic: topics.quotes.spec.name, key: BTC, value: new Uint8Array([255]), headers: {} }
    await running.settled(running.bus.publish([record]))
    await running.scheduler.settle()
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'PLACED' })
  })

  test('that is asked the same old intent twice at once decides it once', async () => {
    running = await openEngine()
    await running.restart()
    await running.publishQuote()
    const wish = fresh(1)
    const call = () => running.rpc.call(riskService.submitOrder, { intent: wish }, { timeoutMs: 5_000 })
    const answers = await running.settled(Promise.all([call(), call()]))
    expect(answers[0]).toEqual(answers[1])
    expect(running.engine.summaryState().decisions.approved).toBe(1)
  })
})

describe('publishing in the background', () => {
  const record = (key: string): NewRecord => ({ topic: 't', key, value: undefined, headers: {} })

  function publisher(maxQueued: number, failures: number) {
    const scheduler = createVirtualScheduler({ startAt: NOW })
    const published: string[][] = []
    let left = failures
    const bus: Pick<Bus, 'publish'> = {
      publish: async (records) => {
        if (left-- > 0) throw new Error('the bus is away')
        published.push(records.map(({ key }) => key))
      },
    }
    const options = { scheduler, logger: createSilentLogger(), maxQueued, retryDelayMs: 100 }
    return { scheduler, published, subject: new BackgroundPublisher({ ...options, bus: bus as Bus }) }
  }

  test('keeps the order, puts one turn together, and tries again while the bus is away', async () => {
    const { scheduler, published, subject } = publisher(10, 2)
    subject.publish(record('a'))
    subject.publish(record('b'))
    await scheduler.settle()
    subject.publish(record('c'))
    await scheduler.runUntilIdle()
    expect(published).toEqual([['a', 'b'], ['c']])
  })

  test('drops what does not fit, and goes on with what comes later', async () => {
    const { scheduler, published, subject } = publisher(1, 1)
    subject.publish(record('a'))
    await scheduler.settle()
    subject.publish(record('b'))
    subject.publish(record('dropped'))
    await scheduler.runUntilIdle()
    subject.publish(record('c'))
    await scheduler.runUntilIdle()
    expect(published).toEqual([['a'], ['b'], ['c']])
  })

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'publishes what comes %i microtasks after the queue was published',
    async (microtasks) => {
      const scheduler = createVirtualScheduler({ startAt: NOW })
      const published: string[] = []
      const bus: Pick<Bus, 'publish'> = {
        publish: async (records) => {
          for (const { key } of records) published.push(key)
          if (published.length === 1) void publishLater()
        },
      }
      const options = { scheduler, logger: createSilentLogger(), maxQueued: 10, retryDelayMs: 100 }
      const subject = new BackgroundPublisher({ ...options, bus: bus as Bus })
      async function publishLater() {
        for (let n = 0; n < microtasks; n++) await undefined
        subject.publish(record('b'))
      }
      subject.publish(record('a'))
      await scheduler.runUntilIdle()
      expect(published).toEqual(['a', 'b'])
    },
  )

  test('ends when closed, with one more try', async () => {
    const { scheduler, published, subject } = publisher(10, 1_000)
    subject.publish(record('a'))
    await scheduler.settle()
    await scheduler.runUntilSettled(subject.close())
    expect(published).toEqual([])
  })
})

describe('configuration', () => {
  const accounts = [{ id: ACCOUNT, venue: 'coinbase' }]

  test('reports every fault with its path', () => {
    const result = riskEngineConfigSchema.safeParse({
      accounts: [{ id: 'nonsense', venue: 'coinbase', takerFee: '1e-3' }],
      limits: { account: { x: { maxOrderNotional: '1' } }, strategy: { s: { priceCollar: 0.02, other: 1 } } },
    })
    const paths = result.error?.issues.map(({ path }) => path.join('.'))
    expect(paths).toEqual(
      expect.arrayContaining([
        'accounts.0.id',
        'accounts.0.takerFee',
        'limits.account',
        'limits.strategy.s.priceCollar',
        'limits.strategy.s',
      ]),
    )
  })

  test('takes every limit', () => {
    const limits = { maxCancelsPerSecond: 5, maxDailyLoss: '0.01', maxDrawdown: '1', maxSignalAgeMs: 500 }
    const parsed = riskEngineConfigSchema.parse({ accounts, limits: { account: { [ACCOUNT]: limits } } })
    expect(parsed.limits.account.get(ACCOUNT)).toEqual({
      maxCancelsPerSecond: 5,
      maxDailyLoss: parseRate('0.01'),
      maxDrawdown: parseRate('1'),
      maxSignalAgeMs: 500,
    })
  })

  test.each([
    [{ maxDailyLoss: '0' }, 'maxDailyLoss must be above 0 and not above 1'],
    [{ maxDrawdown: '-0.1' }, 'maxDrawdown must be above 0 and not above 1'],
    [{ priceCollar: '1.01' }, 'priceCollar must be above 0 and not above 1'],
    [{ maxOrderNotional: '-1' }, 'maxOrderNotional must not be negative'],
    [{ maxReferenceAgeMs: 0 }, 'maxReferenceAgeMs must be a whole number of milliseconds from 1 to 3600000'],
    [
      { maxSignalAgeMs: 3_600_001 },
      'maxSignalAgeMs must be a whole number of milliseconds from 1 to 3600000',
    ],
  ])('refuses %j, which would be no limit or make no sense', (limits, message) => {
    const result = riskEngineConfigSchema.safeParse({ accounts, limits: { account: { [ACCOUNT]: limits } } })
    expect(result.error?.issues).toMatchObject([{ path: ['limits', 'account', ACCOUNT], message }])
  })

  test('leaves unset what is not given, so that it cannot widen or narrow anything', () => {
    const { limits, approvalTtlMs } = riskEngineConfigSchema.parse({
      accounts,
      limits: { strategy: { s: { maxOpenOrders: 3 } } },
    })
    expect(limits.strategy.get('s' as never)).toEqual({ maxOpenOrders: 3 })
    expect(limits.account.size).toBe(0)
    expect(approvalTtlMs).toBe(2_000)
  })
})
