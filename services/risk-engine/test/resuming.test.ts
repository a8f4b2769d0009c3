import { riskService, topics } from '@oasis/contracts'
import type { CommandAction, CommandEvent, ControlState, OrderIntent } from '@oasis/domain'
import { afterEach, describe, expect, test } from 'vitest'
import { ACCOUNT, intent } from './risk-fixtures.ts'
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

const denial = (code: string) => ({ kind: 'DENIED', verdict: { result: 'DENIED', code } })
const status = (to: 'RUNNING' | 'PAUSED' | 'HALTED', haltEpoch?: number): CommandAction => ({
  kind: 'SET_BOT_STATUS',
  status: to,
  flatten: false,
  acceptStalePrices: false,
  ...(haltEpoch === undefined ? {} : { haltEpoch }),
})

describe('leaving HALTED', () => {
  async function halted() {
    await open()
    expect(await send('h', status('HALTED'))).toMatchObject({
      outcome: 'APPLIED',
      state: { status: 'HALTED', haltEpoch: 4 },
    })
    expect(await running.submit(fresh(1))).toMatchObject(denial('BOT_HALTED'))
  }

  test('takes a command that names the halt, and the order manager resumes', async () => {
    await halted()
    expect(await send('c1', status('RUNNING'))).toMatchObject({
      outcome: 'REJECTED',
      reason: 'leaving HALTED must name the halt: 4',
    })
    expect(await send('c2', status('PAUSED', 3))).toMatchObject({ outcome: 'REJECTED' })
    expect(running.orders.halted).toBe(true)
    expect(await send('c3', status('RUNNING', 4))).toMatchObject({
      outcome: 'APPLIED',
      state: { status: 'RUNNING', haltEpoch: 4 },
    })
    expect(running.orders.halted).toBe(false)
    expect(await running.submit(fresh(2))).toMatchObject({ kind: 'PLACED' })
  })

  test('stands, though the answer to an earlier halt comes after it', async () => {
    await open()
    const { orders, rpc, scheduler } = running
    const sweep = Promise.withResolvers<void>()
    orders.meanwhile.cancelAll = () => sweep.promise
    const request = {
      accountId: ACCOUNT,
      flatten: false,
      acceptStalePrices: false,
      reason: 'slow',
      by: 'ben',
    }
    const halting = rpc.call(riskService.halt, request, { timeoutMs: 5_000 })
    await scheduler.settle()
    expect(await send('c1', status('RUNNING', 4))).toMatchObject({ outcome: 'REJECTED' })
    expect(await running.halt()).toMatchObject({ haltEpoch: 5 })
    expect(await send('c2', status('RUNNING', 5))).toMatchObject({ outcome: 'APPLIED' })
    sweep.resolve()
    await running.settled(halting)
    await running.publishQuote()
    expect(await running.submit(fresh(1))).toMatchObject({ kind: 'PLACED' })
  })

  test('leads to PAUSED as well', async () => {
    await halted()
    expect(await send('c1', status('PAUSED', 4))).toMatchObject({ state: { status: 'PAUSED' } })
    expect(running.orders.halted).toBe(false)
    expect(running.gauges.get(`ots_bot_status ${ACCOUNT} PAPER`)).toBe(1)
  })

  test('is rejected when the order manager gives no answer, and can be asked for again', async () => {
    await halted()
    running.orders.fail('resume', 3, { writesFirst: true })
    const answer = await send('c1', status('RUNNING', 4), 10_000)
    expect(answer).toMatchObject({ outcome: 'REJECTED', state: { status: 'HALTED' } })
    expect(answer?.reason).toContain('not known')
    expect(await running.submit(fresh(2))).toMatchObject(denial('BOT_HALTED'))
    expect(await send('c2', status('RUNNING', 4))).toMatchObject({ outcome: 'APPLIED' })
    expect(await running.submit(fresh(3))).toMatchObject({ kind: 'PLACED' })
  })

  test('is rejected when the order manager will not, and what is true there is learnt', async () => {
    await halted()
    running.orders.haltEpoch = 7
    const answer = await send('c1', status('RUNNING', 4), 2_000)
    expect(answer).toMatchObject({ outcome: 'REJECTED', state: { status: 'HALTED' } })
    expect(states.at(-1)).toMatchObject({ status: 'HALTED', haltEpoch: 7 })
    expect(await send('c2', status('RUNNING', 7))).toMatchObject({ outcome: 'APPLIED' })
  })

  test('does not undo a halt that was called while it was under way', async () => {
    await halted()
    let resume: (() => void) | undefined
    const original = running.store.commit.bind(running.store)
    // The resume has been answered, and is being written down, when the next halt comes.
    running.store.commit = async (write) => {
      if (write.answer?.commandId === 'c1') await new Promise<void>((resolve) => (resume = resolve))
      return original(write)
    }
    await running.command('c1', status('RUNNING', 4))
    await running.wait(100)
    expect(running.orders.halted).toBe(false)
    const halt = running.halt()
    await halt
    resume?.()
    await running.wait(1_000)
    await running.publishQuote()
    expect(await running.submit(fresh(2))).toMatchObject(denial('BOT_HALTED'))
    expect(states.at(-1)).toMatchObject({ status: 'HALTED', haltEpoch: 5 })
    expect(running.store.states.get(ACCOUNT)).toMatchObject({ status: 'HALTED', haltEpoch: 5 })
  })

  test('is rejected when another halt was called before the answer came', async () => {
    await halted()
    const request = {
      accountId: ACCOUNT,
      flatten: false,
      acceptStalePrices: false,
      reason: 'again',
      by: 'ana',
    }
    running.orders.meanwhile.resume = () => running.rpc.call(riskService.halt, request, { timeoutMs: 60_000 })
    const answer = await send('c1', status('RUNNING', 4), 1_000)
    expect(answer).toMatchObject({ outcome: 'REJECTED', reason: 'halted again meanwhile (halt 5)' })
    expect(running.store.states.get(ACCOUNT)).toMatchObject({ status: 'HALTED', haltEpoch: 5 })
    expect(await running.submit(fresh(2))).toMatchObject(denial('BOT_HALTED'))
  })
})
