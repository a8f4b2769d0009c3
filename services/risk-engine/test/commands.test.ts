import { topics } from '@oasis/contracts'
import {
  accountId,
  type CommandAction,
  type CommandEvent,
  type ControlState,
  type OrderIntent,
  parseMoney,
  parseRate,
  strategyId,
} from '@oasis/domain'
import { afterEach, describe, expect, test } from 'vitest'
import { ACCOUNT, BTC, intent, STRATEGY } from './risk-fixtures.ts'
import { openEngine, type Running } from './running-engine.ts'

let running: Running
let events: CommandEvent[]
let states: ControlState[]
afterEach(() => running.stop())

async function open(settings: Parameters<typeof openEngine>[0] = {}) {
  running = await openEngine(settings)
  events = await running.collect(topics.commandEvents)
  states = await running.collect(topics.controlState)
}

/** An intent whose cause is now, so that it belongs to this epoch. */
function fresh(n: number, changes: Partial<OrderIntent> = {}): OrderIntent {
  const now = running.scheduler.now()
  return intent(n, { cause: { ...intent(n).cause, tsEvent: now, tsInit: now }, ...changes })
}

async function send(commandId: string, action: CommandAction, ms = 100): Promise<CommandEvent | undefined> {
  await running.command(commandId, action)
  await running.wait(ms)
  await running.publishQuote()
  return events.find((event) => event.commandId === commandId)
}

const account = () => running.engine.summaryState().accounts[ACCOUNT]
const denial = (code: string) => ({ kind: 'DENIED', verdict: { result: 'DENIED', code } })
const status = (to: 'RUNNING' | 'PAUSED' | 'HALTED', haltEpoch?: number): CommandAction => ({
  kind: 'SET_BOT_STATUS',
  status: to,
  flatten: false,
  acceptStalePrices: false,
  ...(haltEpoch === undefined ? {} : { haltEpoch }),
})
const ofAccount = { level: 'account', id: ACCOUNT } as const
const limits = (values: Extract<CommandAction, { kind: 'SET_RISK_LIMITS' }>['limits']): CommandAction => ({
  kind: 'SET_RISK_LIMITS',
  scope: ofAccount,
  limits: values,
})

describe('a command', () => {
  test('is answered once, with the state that it led to, and that state is told to everybody', async () => {
    await open()
    const answer = await send('c1', status('PAUSED'))
    expect(answer).toMatchObject({
      eventId: 'command/c1',
      action: 'SET_BOT_STATUS',
      outcome: 'APPLIED',
      issuedBy: 'ana',
      state: { kind: 'ACCOUNT', status: 'PAUSED', reason: 'a test', changedBy: 'ana' },
    })
    expect(states).toEqual([answer?.state])
    await send('c1', status('RUNNING'))
    expect(events.length).toBe(1)
    expect(states.length).toBe(1)
    expect(await running.submit(fresh(1))).toMatchObject(denial('BOT_PAUSED'))
  })

  test('is applied after the one before it, whatever that one waits for', async () => {
    await open()
    running.orders.fail('cancelOrder', 2)
    await running.command('c1', { kind: 'CANCEL_ORDER', clientOrderId: 'o1' as never })
    await running.command('c2', status('PAUSED'))
    await running.wait(500)
    expect(events).toEqual([])
    await running.wait(5_000)
    expect(events.map(({ commandId, outcome }) => [commandId, outcome])).toEqual([
      ['c1', 'APPLIED'],
      ['c2', 'APPLIED'],
    ])
  })

  test('waits while the store is away, and is applied then', async () => {
    await open()
    running.store.down = true
    expect(await send('c1', status('PAUSED'), 10_000)).toBeUndefined()
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'PLACED' })
    running.store.down = false
    await running.wait(10_000)
    expect(events).toMatchObject([{ commandId: 'c1', outcome: 'APPLIED' }])
    await running.publishQuote()
    expect(await running.submit(fresh(2))).toMatchObject(denial('BOT_PAUSED'))
  })

  test('whose commit was done and told as failed is not done twice', async () => {
    await open()
    running.store.loseAnswers = 1
    expect(await send('c1', limits({ maxOpenOrders: 3 }), 5_000)).toMatchObject({ outcome: 'APPLIED' })
    expect(events.length).toBe(1)
    expect(states.length).toBe(1)
  })

  describe('that cannot be read', () => {
    const publishUnreadable = async () => {
      const { topic, key, headers } = topics.commands.record({
        commandId: 'c1',
        target: { kind: 'ACCOUNT', accountId: ACCOUNT },
        action: status('PAUSED'),
        issuedBy: 'ana',
        reason: '',
        issuedAt: running.scheduler.now(),
      })
      await running.settled(running.bus.publish([{ topic, key, headers, value: new Uint8Array([255]) }]))
      await running.wait(1_000)
    }

    test('halts the account, since it may have been a halt, is put aside, and keeps nothing behind it waiting', async () => {
      await open()
      const letters = await running.collect(topics.deadLetters)
      await publishUnreadable()
      expect(events).toMatchObject([
        {
          outcome: 'APPLIED',
          action: 'SET_BOT_STATUS',
          issuedBy: 'risk-engine',
          state: { status: 'HALTED' },
        },
      ])
      expect(running.gauges.get(`ots_bot_status ${ACCOUNT} PAPER`)).toBe(2)
      expect(running.orders.halted).toBe(true)
      expect(letters).toMatchObject([
        { topic: 'control.commands', offset: 0, reason: expect.stringContaining('could not be read') },
      ])
      const { haltEpoch } = running.orders
      const resumed = { ...status('RUNNING'), haltEpoch } as CommandAction
      expect(await send('c2', resumed, 5_000)).toMatchObject({ outcome: 'APPLIED' })
      expect(running.gauges.get(`ots_bot_status ${ACCOUNT} PAPER`)).toBe(0)
      await running.publishQuote()
      expect(await running.submit(fresh(1))).toMatchObject({ kind: 'PLACED' })
    })

    test('halts at once where it cannot be put aside yet, and once, however often it comes', async () => {
      await open()
      const letters = await running.collect(topics.deadLetters)
      running.link.down = true
      await publishUnreadable()
      expect(running.orders.halted).toBe(true)
      expect(letters).toEqual([])
      // Its offset is not committed: the next engine reads it again.
      running.crash()
      running.link.down = false
      await running.settled(running.engine.start())
      await running.wait(5_000)
      expect(letters).toHaveLength(1)
      expect(events.filter(({ action }) => action === 'SET_BOT_STATUS')).toHaveLength(1)
    })
  })

  test('for another target is left to its owner', async () => {
    await open()
    const other = { kind: 'ACCOUNT', accountId: accountId('coinbase.other.paper') } as const
    await running.command('c1', status('PAUSED'), { target: other })
    await running.command('c2', status('PAUSED'), { target: { kind: 'STRATEGY', strategyId: STRATEGY } })
    await running.wait(100)
    expect(events).toEqual([])
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'PLACED' })
  })

  test.each<CommandAction>([
    { kind: 'SET_STRATEGY_STATUS', status: 'STOPPED' },
    { kind: 'SET_STRATEGY_CONFIG', params: '{}' },
  ])('of a strategy is rejected: %j', async (action) => {
    await open()
    expect(await send('c1', action)).toMatchObject({
      outcome: 'REJECTED',
      reason: `${action.kind} is for a strategy; address it to strategy/<id>`,
      state: { status: 'RUNNING' },
    })
    expect(states).toEqual([])
  })
})

describe('limits', () => {
  test('set by a command count at once and after a restart, whatever configuration says', async () => {
    const configured = { account: { [ACCOUNT]: { maxOrderNotional: '600' } } }
    await open({ limits: configured })
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'PLACED' })
    const answer = await send('c1', limits({ maxOrderNotional: parseMoney('400') }))
    expect(answer?.state).toMatchObject({
      limits: [{ scope: ofAccount, limits: { maxOrderNotional: parseMoney('400') } }],
    })
    expect(await running.submit(fresh(2))).toMatchObject(denial('ORDER_NOTIONAL_LIMIT'))
    await running.restart({ limits: configured })
    await running.wait(2_000)
    await running.publishQuote()
    expect(await running.submit(fresh(3))).toMatchObject(denial('ORDER_NOTIONAL_LIMIT'))
  })

  test('of configuration count where no command has set any, as they are configured now, and are told', async () => {
    await open({ limits: { strategy: { [STRATEGY]: { maxOrderNotional: '600' } } } })
    await send('c1', limits({ maxOpenOrders: 5 }))
    await running.restart({ limits: { strategy: { [STRATEGY]: { maxOrderNotional: '400' } } } })
    await running.wait(2_000)
    await running.publishQuote()
    expect(await running.submit(fresh(1))).toMatchObject(denial('ORDER_NOTIONAL_LIMIT'))
    expect(states.at(-1)).toMatchObject({
      limits: [
        {
          scope: { level: 'strategy', id: STRATEGY },
          limits: { maxOrderNotional: parseMoney('400') },
        },
        { scope: ofAccount, limits: { maxOpenOrders: 5 } },
      ],
    })
  })

  test('that no token could ever be counted for are rejected, and decisions go on', async () => {
    await open()
    const answer = await send('c1', limits({ maxOrdersPerSecond: 1e-300 }))
    expect(answer).toMatchObject({ outcome: 'REJECTED', reason: expect.stringContaining('one a day') })
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'PLACED' })
  })

  test('of a strategy bind its instances, whose names its orders carry', async () => {
    await open()
    const name = strategyId('pair')
    const state: ControlState = {
      kind: 'STRATEGY',
      strategyId: name,
      instances: [STRATEGY],
      accountId: ACCOUNT,
      version: 1,
      status: 'RUNNING',
      type: 'momentum',
      params: '{}',
      paramsSet: false,
      generation: 1,
      reason: '',
      changedBy: '',
      ts: running.scheduler.now(),
    }
    await running.settled(running.bus.publish([topics.controlState.record(state)]))
    const scope = { level: 'strategy', id: name } as const
    const action = {
      kind: 'SET_RISK_LIMITS',
      scope,
      limits: { maxOrderNotional: parseMoney('400') },
    } as const
    await send('c1', action)
    expect(await running.submit(fresh(1))).toMatchObject(denial('ORDER_NOTIONAL_LIMIT'))
    await send('c2', { ...action, limits: {} })
    expect(await running.submit(fresh(2))).toMatchObject({ kind: 'PLACED' })
    await running.settled(
      running.bus.publish([topics.controlState.record({ ...state, version: 2, status: 'STOPPED' })]),
    )
    await running.scheduler.settle()
    expect(await running.submit(fresh(3))).toMatchObject(denial('STRATEGY_STOPPED'))
    await running.restart()
    await running.wait(2_000)
    await running.publishQuote()
    expect(await running.submit(fresh(4))).toMatchObject(denial('STRATEGY_STOPPED'))
  })

  test.each([
    ['maxOrderNotional must not be negative', { maxOrderNotional: parseMoney('-1') }],
    ['maxDailyLoss must be above 0 and not above 1', { maxDailyLoss: parseRate('0') }],
    ['maxDrawdown must be above 0 and not above 1', { maxDrawdown: parseRate('1.1') }],
  ])('that make no sense are rejected, and nothing changes: %s', async (reason, values) => {
    await open()
    expect(await send('c1', limits(values))).toMatchObject({ outcome: 'REJECTED', reason })
    expect(states).toEqual([])
  })

  test('of another account are rejected', async () => {
    await open()
    const scope = { level: 'account', id: accountId('coinbase.other.paper') } as const
    const answer = await send('c1', { kind: 'SET_RISK_LIMITS', scope, limits: {} })
    expect(answer).toMatchObject({ outcome: 'REJECTED' })
  })

  test('of an instrument count for its orders', async () => {
    await open()
    const scope = { level: 'instrument', id: BTC } as const
    await send('c1', { kind: 'SET_RISK_LIMITS', scope, limits: { maxOrderNotional: parseMoney('400') } })
    expect(await running.submit(fresh(1))).toMatchObject(denial('ORDER_NOTIONAL_LIMIT'))
  })
})

describe('cancelling an order by command', () => {
  const cancel: CommandAction = { kind: 'CANCEL_ORDER', clientOrderId: 'o1' as never }

  test('is applied when the order manager takes it', async () => {
    await open()
    expect(await send('c1', cancel)).toMatchObject({ outcome: 'APPLIED', reason: 'on its way (OPEN)' })
    expect(running.orders.count('cancelOrder')).toBe(1)
  })

  test('is rejected with its words when it does not know the order', async () => {
    await open()
    running.orders.fail('cancelOrder', 1, { status: 'NOT_FOUND' })
    expect(await send('c1', cancel)).toMatchObject({ outcome: 'REJECTED', reason: 'told to fail' })
  })

  test('is rejected as unknown when there is no answer, after three attempts', async () => {
    await open()
    running.orders.fail('cancelOrder', 9, { writesFirst: true })
    const answer = await send('c1', cancel, 60_000)
    expect(answer).toMatchObject({ outcome: 'REJECTED' })
    expect(answer?.reason).toContain('not known whether it was done')
    expect(running.orders.count('cancelOrder')).toBe(3)
  })
})

describe('resetting a paper account', () => {
  test('begins again: balances, losses and generations', async () => {
    await open()
    await running.submit(fresh(1))
    await running.orders.fill(fresh(1).intentId, '0.01', '50000', '100')
    const answer = await send('c1', { kind: 'RESET_PAPER' }, 2_000)
    expect(answer).toMatchObject({ outcome: 'APPLIED', state: { resets: 1 } })
    expect(account()).toMatchObject({ balances: { USD: '10000' }, positions: {}, reservations: {} })
    const marks = running.store.states.get(ACCOUNT)?.marks
    expect(marks).toMatchObject({
      dayStartEquity: parseMoney('10000'),
      peakEquity: parseMoney('10000'),
    })
  })

  test('is refused for an account that is not PAPER', async () => {
    await open({ accounts: [{ id: ACCOUNT, venue: 'coinbase', mode: 'REAL' }] })
    expect(await send('c1', { kind: 'RESET_PAPER' })).toMatchObject({
      outcome: 'REJECTED',
      reason: 'only a PAPER account can be reset',
    })
    expect(running.orders.count('resetPaper')).toBe(0)
  })
})
