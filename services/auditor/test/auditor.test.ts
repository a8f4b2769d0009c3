import { currency, instrumentId, type Money, notional, parseMoney } from '@oasis/domain'
import { buildExecution, buildOrder, TEST_ACCOUNT } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { BTC_USD, balance, portfolioAt, USD, world } from './audit-world.ts'

test('while all agree it says so at every look, for an order manager that may have forgotten', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000')]
  await w.portfolio(portfolioAt(1, '100000'))
  await w.pass()
  await w.pass()
  const looked = expect.arrayContaining(['RISK', 'VENUE', 'STORE'])
  expect(w.reports).toEqual(Array(2).fill({ accountId: TEST_ACCOUNT, findings: [], looked }))
  expect(w.auditor.health().ready).toBe(true)
})

test('a wrong balance of risk’s closes what is traded in it, until risk is right again', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000')]
  await w.portfolio(portfolioAt(1, '99999'))
  await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([
    {
      instrumentId: BTC_USD.id,
      source: 'RISK',
      detail: 'USD: balance is 99999, executions make 100000',
    },
  ])
  expect(w.auditor.health().ready).toBe(false)
  await w.portfolio(portfolioAt(1, '100000'))
  await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
})

test('a portfolio is compared at the event that it stands at, not before and not after', async () => {
  const w = await world()
  const { event, execution } = w.fill(2)
  // 0.25 × 65000.01 and a fee of 16.2500025.
  const after = {
    ...portfolioAt(2, '83733.7474975', '0.25'),
    positions: [
      {
        instrumentId: BTC_USD.id,
        quantity: execution.quantity,
        costBasis: parseMoney('16250.0025'),
        realizedPnl: 0n as Money,
        fees: execution.fee,
      },
    ],
  }
  const right = {
    ...after,
    byStrategy: after.positions.map((each) => ({ ...each, strategyId: execution.strategyId })),
  }
  await w.portfolio(right)
  await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
  w.store(() => w.executions.push(execution))
  await w.publish(event)
  w.state.balances = [balance('USD', '83733.7474975'), balance('BTC', '0.25')]
  await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
  await w.portfolio({ ...right, positions: [] })
  await w.pass()
  expect(w.reports.at(-1)?.findings).toHaveLength(1)
})

test('the cache is judged as risk is', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000')]
  await w.run(w.cache.put(portfolioAt(1, '1')))
  await w.pass()
  expect(w.reports.at(-1)?.findings[0]).toMatchObject({
    source: 'CACHE',
    detail: expect.stringContaining('USD'),
  })
})

test('the venue is ahead of the books for a moment: three looks must agree before it is a finding', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000'), balance('BTC', '1')]
  await w.pass()
  await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
  await w.pass()
  expect(w.reports.at(-1)?.findings[0]).toMatchObject({
    source: 'VENUE',
    detail: 'BTC: balance is 1, executions make 0',
  })
  w.state.balances = [balance('USD', '100000')]
  await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
})

test('an event that never came is seen by the number, and the history is read again', async () => {
  const w = await world()
  const [second, third] = [w.fill(2), w.fill(3)]
  for (const { execution } of [second, third]) w.store(() => w.executions.push(execution))
  await w.publish(third.event)
  const usd = '67467.494995'
  w.state.balances = [balance('USD', usd), balance('BTC', '0.5')]
  for (let n = 0; n < 4; n++) await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
})

test('an auditor that has just started says of no source that it has looked at it before it has', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000'), balance('BTC', '1')]
  await w.pass()
  expect(w.reports.at(-1)).toMatchObject({ findings: [], looked: ['STORE'] })
  await w.pass()
  expect(w.reports.at(-1)).toMatchObject({ findings: [], looked: ['STORE'] })
  await w.pass()
  expect(w.reports.at(-1)?.looked).toEqual(['STORE', 'VENUE'])
  await w.portfolio(portfolioAt(1, '100000'))
  await w.run(w.cache.put(portfolioAt(1, '100000')))
  await w.pass()
  expect(new Set(w.reports.at(-1)?.looked)).toEqual(new Set(['STORE', 'VENUE', 'RISK', 'CACHE']))
})

test('a look that fails, or that something was booked around, is no look', async () => {
  const w = await world()
  w.state.fails = true
  await w.pass()
  await w.portfolio(portfolioAt(7, '1'))
  await w.run(w.cache.put(portfolioAt(7, '1')))
  await w.pass()
  expect(w.reports.at(-1)).toMatchObject({ findings: [], looked: ['STORE'] })
})

test('each source is reported with what it finds, and takes back its own alone', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000')]
  await w.portfolio(portfolioAt(1, '99999'))
  await w.run(w.cache.put(portfolioAt(1, '99998')))
  await w.pass()
  expect(
    w.reports
      .at(-1)
      ?.findings.map(({ source }) => source)
      .toSorted(),
  ).toEqual(['CACHE', 'RISK'])
  await w.portfolio(portfolioAt(1, '100000'))
  await w.pass()
  expect(w.reports.at(-1)?.findings.map(({ source }) => source)).toEqual(['CACHE'])
  expect(w.auditor.health()).toEqual({
    ready: false,
    detail: 'cache: USD: balance is 99998, executions make 100000',
  })
})

test('a fill of a product that nobody follows, as a person leaves one, is audited by its symbol', async () => {
  const order = buildOrder(7)
  const foreign = { ...buildExecution(order, 7), instrumentId: instrumentId('coinbase:DOGE-USD') }
  const w = await world([foreign])
  const cost = notional(foreign.price, foreign.quantity)
  const dollars = 100_000n * 10n ** 18n - cost - foreign.fee
  w.state.balances = [
    { currency: USD, available: dollars as Money, held: 0n as Money },
    { currency: currency('DOGE'), available: (foreign.quantity * 1_000_000n) as Money, held: 0n as Money },
  ]
  for (let look = 0; look < 4; look++) await w.pass()
  expect(w.auditor.health()).toEqual({ ready: true, detail: 'all numbers agree with the executions' })
})

test('a wrong balance of a currency that nothing is traded in closes nothing, and is told', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000'), balance('XYZ', '5')]
  for (let look = 0; look < 4; look++) await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
  expect(w.auditor.health()).toMatchObject({ ready: false, detail: expect.stringContaining('XYZ') })
})
