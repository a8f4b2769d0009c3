import { riskService, topics } from '@oasis/contracts'
import { type CommandEvent, clientOrderIdOf, type OrderIntent } from '@oasis/domain'
import { afterEach, describe, expect, test } from 'vitest'
import { ACCOUNT, intent } from './risk-fixtures.ts'
import { openEngine, type Running, runEngine } from './running-engine.ts'

let running: Running
let events: CommandEvent[]
afterEach(() => running.stop())

async function open(settings: Parameters<typeof openEngine>[0] = {}) {
  running = await openEngine(settings)
  events = await running.collect(topics.commandEvents)
}

/** An intent whose cause is now, so that it belongs to this epoch. */
function fresh(n: number, changes: Partial<OrderIntent> = {}): OrderIntent {
  const now = running.scheduler.now()
  return intent(n, { cause: { ...intent(n).cause, tsEvent: now, tsInit: now }, ...changes })
}

const denial = (code: string) => ({ kind: 'DENIED', verdict: { result: 'DENIED', code } })
const stored = () => running.store.states.get(ACCOUNT)
const halts = () =>
  running.orders.heard
    .filter(({ method }) => method === 'cancelAll')
    .map(({ request }) => (request as { halt: boolean }).halt)
const riskState = () =>
  running.settled(running.rpc.call(riskService.getRiskState, { accountId: ACCOUNT }, { timeoutMs: 100 }))

/** Asked for by name; then some time for the answer. */
async function resume(haltEpoch: number): Promise<void> {
  const status = {
    kind: 'SET_BOT_STATUS',
    status: 'RUNNING',
    flatten: false,
    acceptStalePrices: false,
  } as const
  await running.command(`resume-${haltEpoch}`, { ...status, haltEpoch })
  await running.wait(5_000)
}

describe('a halt', () => {
  test('denies from the turn it is called in, cancels at the order manager, and is recorded and told', async () => {
    await open()
    const wish = fresh(1)
    await running.submit(wish)
    const request = {
      accountId: ACCOUNT,
      flatten: false,
      acceptStalePrices: false,
      reason: 'a test',
      by: 'ana',
    }
    const halting = running.rpc.call(riskService.halt, request, { timeoutMs: 60_000 })
    const submitting = running.rpc.call(riskService.submitOrder, { intent: fresh(2) }, { timeoutMs: 5_000 })
    expect(await running.settled(submitting)).toMatchObject(denial('BOT_HALTED'))
    expect(await running.settled(halting)).toEqual({
      haltEpoch: 4,
      verified: true,
      open: [],
      unresolved: [],
      message: '',
      flattening: [],
      recorded: true,
    })
    await running.wait(100)
    expect(running.orders.order(wish.intentId).state).toBe('CANCELED')
    expect(running.orders.heard).toEqual([
      { method: 'cancelAll', request: { accountId: ACCOUNT, halt: true, reason: 'a test', by: 'ana' } },
    ])
    expect(stored()).toMatchObject({ status: 'HALTED', haltEpoch: 4, reason: 'a test', changedBy: 'ana' })
    expect(events).toMatchObject([
      { action: 'SET_BOT_STATUS', outcome: 'APPLIED', issuedBy: 'ana', state: { status: 'HALTED' } },
    ])
    expect(running.engine.health()).toEqual({
      ready: true,
      detail: `${ACCOUNT}: HALTED (halt 4): a test, by ana`,
    })
    expect(await riskState()).toMatchObject({ open: false, reason: 'HALTED (halt 4): a test, by ana' })
    expect(running.gauges.get(`ots_bot_status ${ACCOUNT} PAPER`)).toBe(2)
  })

  test('works with bus and store down, and is recorded and told when they are back', async () => {
    await open()
    const wish = fresh(1)
    await running.submit(wish)
    running.link.down = true
    running.store.down = true
    const started = running.scheduler.now()
    const reply = await running.halt()
    expect(reply).toMatchObject({ haltEpoch: 4, verified: true, recorded: false })
    expect(running.scheduler.now() - started).toBeLessThan(2_000_000_000n)
    expect(running.orders.order(wish.intentId).state).toBe('CANCELED')
    expect(await running.submit(fresh(2))).toMatchObject(denial('BOT_HALTED'))
    await running.wait(60_000)
    expect(stored()?.status).toBe('RUNNING')
    running.store.down = false
    await running.wait(2_000)
    expect(stored()).toMatchObject({ status: 'HALTED', haltEpoch: 4 })
    expect(events).toEqual([])
    running.link.down = false
    await running.wait(10_000)
    expect(events).toMatchObject([{ outcome: 'APPLIED', state: { status: 'HALTED', haltEpoch: 4 } }])
  })

  test('with the order manager away is in force here, says what may be open, and is pursued until it has arrived', async () => {
    await open()
    const wish = fresh(1)
    await running.submit(wish)
    running.orders.fail('cancelAll', 3)
    expect(await running.halt()).toMatchObject({
      haltEpoch: 4,
      verified: false,
      open: [clientOrderIdOf(wish.intentId)],
      recorded: true,
    })
    expect(await running.submit(fresh(2))).toMatchObject(denial('BOT_HALTED'))
    expect(running.orders.halted).toBe(false)
    await running.wait(10_000)
    expect(halts()).toEqual([true, true, true, true])
    expect(running.orders.order(wish.intentId).state).toBe('CANCELED')
    expect(stored()).toMatchObject({ status: 'HALTED', haltEpoch: 4 })
  })

  test('that never arrived is not taken for one that somebody called there, whose number it would have had', async () => {
    await open()
    const { orders } = running
    orders.fail('cancelAll', 1)
    const halting = running.halt()
    orders.haltEpoch = 4
    orders.halted = true
    expect(await halting).toMatchObject({ haltEpoch: 4 })
    orders.silent = true
    await orders.deposit('1')
    orders.silent = false
    await orders.deposit('1')
    await running.wait(3_000)
    expect(orders.haltEpoch).toBe(5)
    expect(running.engine.summaryState().accounts[ACCOUNT]).toMatchObject({ haltEpoch: 5 })
  })

  test('that had not arrived before a crash is not taken for one called there since: who ends that one does not end it', async () => {
    await open()
    const { orders } = running
    orders.fail('cancelAll', 1)
    expect(await running.halt({ reason: 'a loss' })).toMatchObject({ haltEpoch: 4 })
    expect(stored()).toMatchObject({ haltEpoch: 4, haltUnheard: true })
    running.crash()
    // By somebody else, at the order manager itself.
    orders.haltEpoch = 4
    orders.halted = true
    await running.settled(running.engine.start())
    await resume(4)
    expect(orders).toMatchObject({ halted: true, haltEpoch: 5 })
    expect(stored()).toMatchObject({ status: 'HALTED', haltEpoch: 5, reason: 'a loss' })
    expect(stored()).not.toHaveProperty('haltUnheard')
    await resume(5)
    expect(stored()).toMatchObject({ status: 'RUNNING', haltEpoch: 5 })
    expect(orders.halted).toBe(false)
  })

  test('is not heard by the answer to one that was called before it', async () => {
    await open()
    const { orders, rpc, scheduler } = running
    const sweep = Promise.withResolvers<void>()
    orders.meanwhile.cancelAll = () => sweep.promise
    const wish = { accountId: ACCOUNT, flatten: false, acceptStalePrices: false, by: 'ana' }
    const first = rpc.call(riskService.halt, { ...wish, reason: 'slow' }, { timeoutMs: 5_000 })
    await scheduler.settle()
    orders.fail('cancelAll', 1)
    await running.halt({ reason: 'lost' })
    sweep.resolve()
    await running.settled(first)
    expect(stored()).toMatchObject({ haltEpoch: 5, haltUnheard: true, reason: 'lost' })
    await running.wait(5_000)
    expect(orders.haltEpoch).toBe(5)
    expect(stored()).toMatchObject({ haltEpoch: 5 })
    expect(stored()).not.toHaveProperty('haltUnheard')
  })

  test('whose answer was lost is called again, and the later epoch counts', async () => {
    await open()
    running.orders.fail('cancelAll', 1, { status: 'DEADLINE_EXCEEDED', writesFirst: true })
    await running.halt()
    await running.wait(10_000)
    expect(running.orders.haltEpoch).toBe(5)
    expect(stored()).toMatchObject({ status: 'HALTED', haltEpoch: 5 })
  })

  test('that has not arrived at the order manager before a restart arrives after it', async () => {
    await open()
    running.orders.fail('cancelAll', 1)
    await running.halt()
    expect(running.orders.halted).toBe(false)
    running.crash()
    await running.settled(running.engine.start())
    await running.wait(5_000)
    expect(halts()).toEqual([true, true])
    expect(running.orders.halted).toBe(true)
    expect(stored()).toMatchObject({ status: 'HALTED', haltEpoch: 4 })
  })

  test('of orders that the venue does not let go of is pursued without another halt', async () => {
    await open()
    await running.submit(fresh(1))
    running.orders.clings = true
    expect(await running.halt()).toMatchObject({
      verified: false,
      open: [clientOrderIdOf(fresh(1).intentId)],
    })
    await running.wait(5_000)
    running.orders.clings = false
    await running.wait(5_000)
    const [first, ...later] = halts()
    expect(first).toBe(true)
    expect(later.length).toBeGreaterThan(3)
    expect(new Set(later)).toEqual(new Set([false]))
    const asked = halts().length
    await running.wait(60_000)
    expect(halts().length).toBe(asked)
    expect(stored()).toMatchObject({ haltEpoch: 4 })
  })

  test('stands after a restart, and what is open is looked for once more', async () => {
    await open()
    await running.halt()
    await running.restart()
    await running.wait(2_000)
    await running.publishQuote()
    expect(await running.submit(fresh(1))).toMatchObject(denial('BOT_HALTED'))
    expect(halts()).toEqual([true, false])
    expect(stored()).toMatchObject({ status: 'HALTED', haltEpoch: 4, reason: 'a test', changedBy: 'ana' })
  })

  test('called before the account is known is in force, and after it', async () => {
    running = await runEngine()
    running.orders.snapshotFails = 'UNAVAILABLE'
    await running.settled(running.publishInstruments())
    await running.settled(running.engine.start())
    expect(await running.halt()).toMatchObject({ haltEpoch: 4, verified: true })
    running.orders.snapshotFails = undefined
    await running.wait(5_000)
    await running.publishQuote()
    expect(await running.submit(fresh(1))).toMatchObject(denial('BOT_HALTED'))
    expect(stored()).toMatchObject({ status: 'HALTED', haltEpoch: 4 })
  })

  test('of an account that is not configured is not found', async () => {
    await open()
    const call = running.halt({ accountId: 'coinbase.other.paper' as typeof ACCOUNT })
    await expect(call).rejects.toMatchObject({ status: 'NOT_FOUND' })
  })

  test('called twice is two halts, and only the later one can be resumed', async () => {
    await open()
    await running.halt()
    expect(await running.halt({ reason: 'again' })).toMatchObject({ haltEpoch: 5 })
    const resume = (haltEpoch: number) =>
      ({
        kind: 'SET_BOT_STATUS',
        status: 'RUNNING',
        flatten: false,
        acceptStalePrices: false,
        haltEpoch,
      }) as const
    await running.command('c1', resume(4))
    await running.command('c2', resume(5))
    await running.wait(1_000)
    expect(events.slice(2).map(({ outcome }) => outcome)).toEqual(['REJECTED', 'APPLIED'])
  })
})

describe('a halt of the order manager', () => {
  test('found at start counts, whatever our own store says, and is recorded', async () => {
    running = await runEngine()
    events = await running.collect(topics.commandEvents)
    running.orders.halted = true
    running.orders.haltEpoch = 9
    await running.settled(running.publishInstruments())
    await running.settled(running.engine.start())
    await running.publishQuote()
    expect(await running.submit(fresh(1))).toMatchObject(denial('BOT_HALTED'))
    await running.wait(1_000)
    expect(stored()).toMatchObject({ status: 'HALTED', haltEpoch: 9, changedBy: 'order-manager' })
    expect(events).toMatchObject([{ issuedBy: 'order-manager', state: { status: 'HALTED' } }])
  })

  test('is learnt from a refused order', async () => {
    await open()
    running.orders.halted = true
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'REFUSED', reason: 'HALTED' })
    await running.wait(100)
    expect(await running.submit(fresh(2))).toMatchObject(denial('BOT_HALTED'))
    expect(stored()).toMatchObject({ status: 'HALTED', haltEpoch: 3 })
  })

  test('is written once, though the store has lost its word on having done so', async () => {
    await open()
    await running.wait(10_000)
    await running.publishQuote()
    await running.wait(2_000)
    const { commits } = running.store
    running.orders.haltEpoch = 6
    running.store.loseAnswers = 1
    await running.submit(fresh(1))
    await running.wait(10_000)
    expect(running.store.commits).toBe(commits + 1)
    expect(stored()).toMatchObject({ status: 'RUNNING', haltEpoch: 6 })
  })

  test('that was called and ended unseen changes nothing but its number', async () => {
    await open()
    running.orders.haltEpoch = 6
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'REFUSED', reason: 'HALT_EPOCH' })
    await running.wait(100)
    expect(await running.submit(fresh(2))).toMatchObject({ kind: 'PLACED' })
    expect(stored()).toMatchObject({ status: 'RUNNING', haltEpoch: 6 })
  })
})
