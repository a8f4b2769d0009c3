/** The service is dropped at every step it takes, just before and just after, and started again over what it left. */
import { strategyId } from '@oasis/domain'
import { expect, test } from 'vitest'
import { createHarness, type Harness, ticks } from './harness.ts'
import type { KillPoint } from './killable-ports.ts'

const END_MS = 8_000

/** A trade every second; whoever watches the service starts it again within `awayMs`. */
async function run(killAt: KillPoint | undefined, awayMs: number): Promise<Harness> {
  const h = await createHarness({ strategies: [ticks(2)], config: { snapshotIntervalMs: 1_500 } })
  // An answer that no order event will ever repeat: losing it would leave the strategy waiting for ever.
  h.backend.decide = (intent) => (intent.side === 'SELL' ? 'DENY' : 'FILL')
  await h.start(killAt)
  for (let ms = awayMs; ms <= END_MS; ms += awayMs) {
    await h.until(ms)
    if (h.kill.dead) await h.start()
    if (ms % 1_000 === 0 && ms < END_MS) await h.trade({ id: ms / 1_000, ms })
  }
  await h.until(60_000)
  return h
}

const stateOf = (h: Harness) => h.framework.summary().strategies[0]?.state
const intentsOf = (h: Harness) => [...new Set(h.backend.submissions.map((intent) => intent.intentId))]
/** The relay publishes at least once: repetitions are allowed. */
const signalsOf = async (h: Harness) => [...new Set((await h.signals()).map((one) => one.intentId))]

test('dropped at any step, no intent is lost, none is doubled, and the state comes out the same', async () => {
  const whole = await run(undefined, 20)
  expect(whole.backend.submissions).toHaveLength(3)
  expect(whole.kill.steps).toBeGreaterThan(15)
  for (let step = 1; step <= whole.kill.steps; step++) {
    for (const after of [false, true]) {
      const h = await run({ step, after }, 20)
      const where = `step ${step}, ${after ? 'after' : 'before'}`
      expect(intentsOf(h), where).toEqual(intentsOf(whole))
      expect(stateOf(h), where).toEqual(stateOf(whole))
      expect(await signalsOf(h), where).toEqual(intentsOf(whole))
      expect(h.fatal, where).toEqual([])
    }
  }
})

test('dropped at any step and away for long, every signal was submitted and nothing else was', async () => {
  const { steps } = (await run(undefined, 500)).kill
  for (let step = 1; step <= steps; step++) {
    for (const after of [false, true]) {
      const h = await run({ step, after }, 500)
      const where = `step ${step}, ${after ? 'after' : 'before'}`
      // The order events of what it missed come in an order of their own, so that a turn may have been skipped.
      expect(await signalsOf(h), where).toEqual(intentsOf(h))
      expect(intentsOf(h).length, where).toBeGreaterThan(1)
      expect(stateOf(h), where).toContain('"orders":[]')
    }
  }
})

test('an intent that was journaled and never answered is sent again, unchanged, at the next start', async () => {
  const h = await createHarness({ strategies: [ticks(1)] })
  h.backend.decide = () => 'UNAVAILABLE'
  await h.start()
  await h.trade({ id: 1, ms: 0 })
  h.kill.kill()
  await h.scheduler.settle()
  h.backend.decide = () => 'FILL'
  await h.start()
  const [first, second] = h.backend.submissions
  expect(second).toEqual(first)
  expect(h.backend.orders.size).toBe(1)
})

test('the log has lost the events of an order: after a start it is asked for, and trading goes on', async () => {
  const h = await createHarness({ strategies: [ticks(1)] })
  await h.start()
  await h.trade({ id: 1, ms: 0 })
  h.backend.loseEvents = 3
  await h.until(1_000)
  h.kill.kill()
  await h.start()
  expect(stateOf(h)).toContain('"orders":[]')
  expect(h.warnings).toContain('the log lacks order events: reading the account from the order manager')
  await h.trade({ id: 2, ms: 2_000 }, { id: 3, ms: 3_000 })
  expect([...h.backend.orders.values()].map(({ intent }) => intent.side)).toEqual(['BUY', 'SELL', 'BUY'])
})

test('the log ends before the position of a strategy: what comes next is read, not taken for read', async () => {
  const h = await createHarness({ strategies: [ticks(1)] })
  await h.start()
  await h.trade({ id: 1, ms: 0 })
  await h.until(1_000)
  await h.stop()
  const stored = await h.store.load(strategyId('ticks'))
  if (!stored) throw new Error('nothing stored')
  const beyond = stored.snapshot.positions.map((position) => ({
    ...position,
    offset: position.offset + 1_000,
  }))
  await h.store.commit([{ snapshot: { ...stored.snapshot, positions: beyond }, intents: [], outbox: [] }])
  await h.start()
  await h.trade({ id: 2, ms: 2_000 }, { id: 3, ms: 3_000 })
  expect(h.backend.submissions).toHaveLength(3)
})
