import { topics } from '@oasis/contracts'
import { accountId, type CommandAction, type CommandEvent, clientOrderIdOf } from '@oasis/domain'
import { afterEach, describe, expect, test } from 'vitest'
import { ACCOUNT, intent } from './risk-fixtures.ts'
import { openEngine, type Running } from './running-engine.ts'

let running: Running
let events: CommandEvent[]
afterEach(() => running.stop())

async function open() {
  running = await openEngine()
  events = await running.collect(topics.commandEvents)
}

async function send(commandId: string, action: CommandAction, ms = 100): Promise<CommandEvent | undefined> {
  await running.command(commandId, action)
  await running.wait(ms)
  return events.find((event) => event.commandId === commandId)
}

const resume = (haltEpoch: number): CommandAction => ({
  kind: 'SET_BOT_STATUS',
  status: 'RUNNING',
  flatten: false,
  acceptStalePrices: false,
  haltEpoch,
})
const account = () => running.engine.summaryState().accounts[ACCOUNT]

describe('what the order manager answers to a command is told in its own words', () => {
  const cancel: CommandAction = { kind: 'CANCEL_ORDER', clientOrderId: clientOrderIdOf(intent(1).intentId) }

  test('a cancel that it does not take', async () => {
    await open()
    running.orders.cancelReply = { accepted: false, state: 'FILLED', message: 'it has filled' }
    expect(await send('c1', cancel)).toMatchObject({ outcome: 'REJECTED', reason: 'it has filled (FILLED)' })
  })

  test('a cancel that it takes without a word', async () => {
    await open()
    running.orders.cancelReply = { accepted: true, state: 'PENDING_CANCEL', message: '' }
    expect(await send('c1', cancel)).toMatchObject({
      outcome: 'APPLIED',
      reason: 'no more to say (PENDING_CANCEL)',
    })
  })

  test('a resume that it refuses, after which the account is HALTED as before', async () => {
    await open()
    await running.halt()
    running.orders.fail('resume', 1, { status: 'FAILED_PRECONDITION' })
    expect(await send('c1', resume(4))).toMatchObject({
      outcome: 'REJECTED',
      reason: 'not resumed: told to fail',
      state: { status: 'HALTED', haltEpoch: 4 },
    })
    expect(running.orders.halted).toBe(true)
  })
})

describe('a reset of a paper account that is not done leaves losses and generations as they are', () => {
  const reset: CommandAction = { kind: 'RESET_PAPER' }
  const marks = () => running.store.states.get(ACCOUNT)?.marks
  async function traded() {
    await open()
    await running.wait(10_000)
    expect(marks()).toBeDefined()
    return marks()
  }

  test('where the order manager will not', async () => {
    const before = await traded()
    running.orders.refusesReset = 'orders are in REVIEW'
    expect(await send('c1', reset)).toMatchObject({
      outcome: 'REJECTED',
      reason: 'not reset: orders are in REVIEW',
      state: { resets: 0 },
    })
    expect(marks()).toEqual(before)
  })

  test('where it does not take the call', async () => {
    const before = await traded()
    running.orders.fail('resetPaper', 1, { status: 'PERMISSION_DENIED' })
    expect(await send('c1', reset)).toMatchObject({ outcome: 'REJECTED', reason: 'told to fail' })
    expect(marks()).toEqual(before)
  })

  test('as far as it is known: it gave no answer, and the same reset may be asked for again', async () => {
    await traded()
    running.orders.fail('resetPaper', 3)
    const answer = await send('c1', reset, 60_000)
    expect(answer).toMatchObject({ outcome: 'REJECTED', state: { resets: 0 } })
    expect(answer?.reason).toContain('not known whether it was done')
    expect(await send('c2', reset, 2_000)).toMatchObject({ outcome: 'APPLIED', state: { resets: 1 } })
  })
})

test('a command under the key of this account that names another target is not applied, nor are those after it lost', async () => {
  await open()
  const pause = { ...resume(0), status: 'PAUSED' } as CommandAction
  const command = {
    commandId: 'c1',
    target: { kind: 'ACCOUNT', accountId: accountId('coinbase.other.paper') },
    action: pause,
    issuedBy: 'ana',
    reason: '',
    issuedAt: running.scheduler.now(),
  } as const
  const own = topics.commands.record({ ...command, target: { kind: 'ACCOUNT', accountId: ACCOUNT } })
  await running.settled(running.bus.publish([{ ...topics.commands.record(command), key: own.key }]))
  await running.wait(100)
  expect(running.engine.summaryState().accounts[ACCOUNT]).toMatchObject({ phase: 'OPEN' })
  expect(events).toEqual([])
  expect(await send('c2', pause)).toMatchObject({ outcome: 'APPLIED', state: { status: 'PAUSED' } })
})

test('an account that was stopped follows order events no more, and says why it was stopped first', async () => {
  await open()
  const unreadable = (topic: string, key: string) =>
    running.settled(running.bus.publish([{ topic, key, value: new Uint8Array([255]), headers: {} }]))
  await unreadable(topics.orderEvents.spec.name, ACCOUNT)
  await running.scheduler.settle()
  const before = account()
  expect(before).toMatchObject({ phase: 'STOPPED', balances: { USD: '10000' } })
  const { detail } = running.engine.health()
  await running.orders.deposit('500')
  // Neither does a second reason to stop change what a person is told.
  await unreadable(topics.controlState.spec.name, 'x')
  await running.wait(1_000)
  expect(account()).toEqual(before)
  expect(detail).toContain('order events cannot be followed')
  expect(running.engine.health().ready).toBe(false)
  // No resume ends it, so that it is not shown as a halt.
  expect(running.gauges.get(`ots_bot_status ${ACCOUNT} PAPER`)).toBe(4)
})

test('an engine that cannot follow strategies approves nothing, and says so', async () => {
  await open()
  const states = topics.controlState.spec.name
  await running.settled(
    running.bus.publish([{ topic: states, key: 'x', value: new Uint8Array([255]), headers: {} }]),
  )
  await running.wait(100)
  expect(running.engine.health()).toMatchObject({
    ready: false,
    detail: expect.stringContaining('prices or strategies cannot be followed'),
  })
  expect(account()?.phase).toBe('STOPPED')
  expect(await running.submit(intent(1))).toMatchObject({ kind: 'DENIED', verdict: { code: 'RECONCILING' } })
})
