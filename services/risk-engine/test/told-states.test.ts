import { type CancelOrderReply, type HaltReply, orderService, riskService } from '@oasis/contracts'
import { accountId, type BotStatus, clientOrderIdOf, parseMoney } from '@oasis/domain'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import { createNoMetrics, createVirtualScheduler, type Metrics } from '@oasis/runtime'
import { describe, expect, test } from 'vitest'
import type { BackgroundPublisher } from '../src/background-publisher.ts'
import { portfolioOf } from '../src/core/portfolio-view.ts'
import { type RiskState, withControl, withOrderManagerHalt, withPhase } from '../src/core/risk-state.ts'
import { cancelOrderHandler } from '../src/handlers/cancel-order.ts'
import { DecisionLog } from '../src/handlers/decision-log.ts'
import { whyNotOpen } from '../src/handlers/get-risk-state.ts'
import { describeHalt } from '../src/handlers/halt.ts'
import { displayPortfolio } from '../src/portfolio-gauges.ts'
import { RiskAccount } from '../src/risk-account.ts'
import { apply, orderOf, told } from './account-story.ts'
import { ACCOUNT, intent, NOW, openState } from './risk-fixtures.ts'
import { withOpen } from './rule-cases.ts'
import { openEngine, runEngine } from './running-engine.ts'

describe('why an account takes no new entries is told', () => {
  const status = (to: BotStatus, reason = 'enough', changedBy = 'ana'): RiskState => {
    const state = openState()
    return withControl(state, { ...state.control, status: to, haltEpoch: 4, reason, changedBy })
  }

  test.each([
    ['', openState()],
    ['RECONCILING: events were missed', withPhase(openState(), 'RECONCILING', 'events were missed')],
    ['PAUSED: enough, by ana', status('PAUSED')],
    ['PAUSED: ana', status('PAUSED', '')],
    ['HALTED (halt 4): enough, by ana', status('HALTED')],
    ['AWAY: no answer; PAUSED: enough, by ana', withPhase(status('PAUSED'), 'AWAY', 'no answer')],
    ['halted at the order manager (halt 5)', withOrderManagerHalt(openState(), 5, true)],
    ['HALTED (halt 4): enough, by ana', withOrderManagerHalt(status('HALTED'), 4, true)],
  ])('as "%s"', (words, state) => {
    expect(whyNotOpen(state)).toBe(words)
  })
})

describe('the answer to a halt by command', () => {
  const reply: HaltReply = {
    haltEpoch: 4,
    verified: true,
    open: [],
    unresolved: [],
    flattening: [],
    message: '',
    recorded: true,
  }
  const order = clientOrderIdOf(intent(1).intentId)

  test('says what was seen at the venue, and nothing that is not so', () => {
    expect(describeHalt(reply)).toBe('halt 4; nothing open at the venue')
  })

  test('says what is open, what is unknown, what became of the holdings, and what the order manager adds', () => {
    const step = { instrumentId: intent(1).instrumentId, outcome: 'PLACED', detail: '' }
    const worst = { ...reply, verified: false, open: [order], unresolved: [order], flattening: [step] }
    expect(describeHalt({ ...worst, message: 'the venue is slow' })).toBe(
      'halt 4; not verified: 1 open when last seen; 1 with an unknown outcome; ' +
        'flattening: coinbase:BTC-USD PLACED; the venue is slow',
    )
  })
})

describe('of several accounts, a cancel counts for the one whose order it is', () => {
  function desk() {
    const scheduler = createVirtualScheduler({ startAt: NOW })
    const rpc = createInProcessRpc({ scheduler })
    const handed: string[] = []
    rpc.handle(orderService.cancelOrder, async ({ clientOrderId }): Promise<CancelOrderReply> => {
      handed.push(clientOrderId)
      return { accepted: true, state: 'OPEN', message: '' }
    })
    const once = () => openState({ account: { maxCancelsPerSecond: 1 } })
    const idle = new RiskAccount(once(), 10)
    const owner = new RiskAccount(apply(once(), told(orderOf(intent(1), { state: 'OPEN' }))), 10)
    const accounts = new Map([
      [ACCOUNT, { account: idle }],
      [accountId('coinbase.other.paper'), { account: owner }],
    ])
    const log = new DecisionLog({ publish: () => {} } as unknown as BackgroundPublisher, createNoMetrics())
    const ports = { accounts, rpc, scheduler, log, timeoutMs: 100 }
    rpc.handle(riskService.cancelOrder, cancelOrderHandler(ports))
    const cancel = (n: number) => {
      const request = { clientOrderId: clientOrderIdOf(intent(n).intentId), reason: '' }
      return scheduler.runUntilSettled(rpc.call(riskService.cancelOrder, request, { timeoutMs: 1_000 }))
    }
    return { handed, idle, owner, cancel }
  }

  test('and is not handed on beyond its rate, whatever the others have left', async () => {
    const { handed, idle, owner, cancel } = desk()
    const idleBefore = idle.state
    await cancel(1)
    await expect(cancel(1)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    expect(handed).toHaveLength(1)
    expect(owner.denied.get('CANCEL_RATE_LIMIT')).toBe(1)
    expect(idle.state).toBe(idleBefore)
  })

  test('and for none where nobody tells whose order it is: what may take away risk is handed on', async () => {
    const { handed, cancel } = desk()
    await cancel(2)
    await cancel(2)
    await cancel(2)
    expect(handed).toHaveLength(3)
  })
})

test('a limit of nothing is used up by anything, and by nothing it is not', () => {
  const shown = new Map<string, number>()
  const metrics: Metrics = {
    ...createNoMetrics(),
    set: (name, labels, value) => void shown.set([name, ...Object.values(labels)].join(' '), value),
  }
  const share = (limit: string) => shown.get(`ots_risk_limit_utilization ${limit} ${ACCOUNT}`)
  const none = openState({ account: { maxOpenOrders: 0, maxGrossExposure: parseMoney('1000') } })
  displayPortfolio(metrics, none, portfolioOf(none, NOW))
  expect([share('maxOpenOrders'), share('maxGrossExposure')]).toEqual([0, 0])
  // The order was there before the limit was.
  const state = { ...withOpen(openState(), 1, {}), limits: none.limits }
  displayPortfolio(metrics, state, portfolioOf(state, NOW))
  expect([share('maxOpenOrders'), share('maxGrossExposure')]).toEqual([1, 0.5])
})

test('a summary names accounts and denials in one order, whatever order they came in', async () => {
  const other = (name: string) => ({ id: `coinbase.${name}.paper`, venue: 'coinbase', takerFee: '0.01' })
  const idle = await runEngine({ accounts: ['b', 'c', 'a'].map(other) })
  const names = Object.keys(idle.engine.summaryState().accounts)
  expect(names).toEqual(['coinbase.a.paper', 'coinbase.b.paper', 'coinbase.c.paper'])
  await idle.stop()

  const running = await openEngine()
  const now = () => ({
    ...intent(1).cause,
    tsEvent: running.scheduler.now(),
    tsInit: running.scheduler.now(),
  })
  await running.submit(intent(1, { cause: now(), mode: 'REAL' }))
  await running.submit(intent(2, { cause: now(), instrumentId: 'coinbase:XYZ-USD' as never }))
  await running.submit(intent(3, { cause: now(), side: 'SELL', reduceOnly: true }))
  const codes = Object.keys(running.engine.summaryState().decisions.denied)
  expect(codes).toEqual(['MODE_MISMATCH', 'REDUCE_ONLY_VIOLATION', 'UNKNOWN_INSTRUMENT'])
  await running.stop()
})
