/**
 * The engine dies at every moment before and after every call it makes, and at every marked crash point, one after the
 * other; another one starts on what is left. Whatever the moment: every command has one answer, an intent is one order
 * at most, what is reserved is what is open, and risk and order manager agree on the halt.
 */
import { riskService, topics } from '@oasis/contracts'
import { type CommandAction, type CommandEvent, isFinal, parseMoney } from '@oasis/domain'
import { expect, test } from 'vitest'
import { ACCOUNT, BTC_QUOTE, intent, limitTerms } from './risk-fixtures.ts'
import { type Death, type Running, runEngine } from './running-engine.ts'

const status = (to: 'RUNNING' | 'PAUSED' | 'HALTED', flatten = false): CommandAction => ({
  kind: 'SET_BOT_STATUS',
  status: to,
  flatten,
  acceptStalePrices: false,
  ...(to === 'RUNNING' ? { haltEpoch: 4 } : {}),
})

/** In the order in which they are given. */
const COMMANDS: Readonly<Record<string, CommandAction>> = {
  limits: {
    kind: 'SET_RISK_LIMITS',
    scope: { level: 'account', id: ACCOUNT },
    limits: { maxOrderNotional: parseMoney('900') },
  },
  pause: status('PAUSED'),
  cancel: { kind: 'CANCEL_ORDER', clientOrderId: 'o-1' as never },
  halt: status('HALTED', true),
  resume: status('RUNNING'),
  reset: { kind: 'RESET_PAPER' },
}

/** A world of one account, with its quotes kept fresh; the engine that lives in it dies when it is told to. */
async function world(death: Death) {
  const running = await runEngine({ portfolioIntervalMs: 60_000, cacheIntervalMs: 1_000 })
  await running.settled(running.publishInstruments())
  await running.orders.deposit('10000')
  const events: CommandEvent[] = await running.collect(topics.commandEvents)
  const quoting = () => {
    const now = running.scheduler.now()
    void running.bus.publish([topics.quotes.record({ ...BTC_QUOTE, tsEvent: now, tsInit: now })])
    running.scheduler.after(1_000, quoting)
  }
  quoting()
  running.crash(death)
  return { running, events }
}

/** An intent is submitted until it has an answer, as a strategy host does it. */
function submitting(running: Running, n: number) {
  let answered = false
  const now = running.scheduler.now()
  const wish = intent(n, {
    cause: { ...intent(n).cause, tsEvent: now, tsInit: now },
    terms: limitTerms('0.005', '50000'),
  })

  const submit = () => {
    if (answered) return
    running.rpc.call(riskService.submitOrder, { intent: wish }, { timeoutMs: 2_000 }).then(
      () => {
        answered = true
      },
      () => {},
    )
    running.scheduler.after(2_500, submit)
  }
  submit()
}

async function live(running: Running): Promise<void> {
  running.engine.start().catch(() => {})
  await running.wait(3_000)
  submitting(running, 1)
  await running.wait(100)
  // It fills, where it was placed, so that there is something to flatten.
  const first = intent(1).intentId
  if (running.orders.orders.has(first)) await running.orders.fill(first, '0.005', '50000')
  submitting(running, 2)
  await running.wait(100)
  for (const [id, action] of Object.entries(COMMANDS)) {
    await running.command(id, action)
    await running.wait(1_500)
  }
  submitting(running, 3)
  await running.wait(3_000)
}

/** Revived as soon as it is dead, as a supervisor would. */
function supervise(running: Running) {
  let revived = 0
  const watch = () => {
    if (running.life.dead) {
      revived++
      running.crash()
      running.engine.start().catch(() => {})
    }
    running.scheduler.after(200, watch)
  }
  watch()
  return () => revived
}

async function check(running: Running, events: readonly CommandEvent[]): Promise<void> {
  await running.wait(15_000)
  expect(running.engine.summaryState().accounts[ACCOUNT]?.phase).toBe('OPEN')
  const byId = new Map(events.map((event) => [event.commandId, event]))
  // Published twice perhaps, and then the same.
  for (const event of events) expect(event).toEqual(byId.get(event.commandId))
  expect([...byId.keys()].filter((id) => id in COMMANDS)).toEqual(Object.keys(COMMANDS))
  expect(byId.get('limits')?.outcome).toBe('APPLIED')
  const stored = running.store.states.get(ACCOUNT)
  expect(stored?.limits).toMatchObject([{ limits: { maxOrderNotional: parseMoney('900') } }])
  expect(stored?.resets).toBe(1)

  // Cut short, a halt may have become two, so that the first one's name resumes nothing.
  const resumed = byId.get('resume')?.outcome === 'APPLIED'
  expect(stored?.status).toBe(resumed ? 'RUNNING' : 'HALTED')
  expect(running.orders.halted).toBe(!resumed)
  expect(stored?.haltEpoch).toBe(running.orders.haltEpoch)

  const open = [...running.orders.orders.values()].filter(({ state }) => !isFinal(state))
  const reserved = Object.keys(running.engine.summaryState().accounts[ACCOUNT]?.reservations ?? {})
  expect(reserved.sort()).toEqual(open.map((order) => order.intent.intentId).sort())
}

async function lifeAndDeath(
  death: Death,
): Promise<{ revived: number; steps: number; passed: ReadonlyMap<string, number> }> {
  const { running, events } = await world(death)
  const { life, passed } = running
  const revived = supervise(running)
  await live(running)
  await check(running, events)
  const told = { revived: revived(), steps: life.steps, passed }
  await running.stop()
  return told
}

const undisturbed = await lifeAndDeath({})

test('undisturbed, everything is done', () => {
  expect(undisturbed.revived).toBe(0)
  expect(undisturbed.steps).toBeGreaterThan(50)
})

test('it may die at any moment', async () => {
  for (let diesAt = 0; diesAt < undisturbed.steps; diesAt++) {
    const { revived } = await lifeAndDeath({ diesAt })
    expect(revived, `dies at ${diesAt}`).toBe(1)
  }
}, 300_000)

const POINTS = ['decided', 'place-order-sent', 'order-event-consumed', 'snapshot', 'command'] as const
test.each(POINTS)(
  'it may die at each passing of "%s"',
  async (point) => {
    const times = undisturbed.passed.get(point) ?? 0
    expect(times).toBeGreaterThan(0)
    for (let time = 1; time <= times; time++) {
      const { revived } = await lifeAndDeath({ point: { point, time } })
      expect(revived).toBe(1)
    }
  },
  300_000,
)
