/** What people ask of a strategy while it runs: once, live, and answered. */
import type { StrategyId } from '@oasis/domain'
import { TransientError } from '@oasis/runtime'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ACCOUNT, createHarness, type Harness, type HarnessOptions, ticks } from './harness.ts'
import { BTC, ETH } from './market-data.ts'
import { counter, quoting, resting } from './strategies.ts'

const STOP = { kind: 'SET_STRATEGY_STATUS', status: 'STOPPED' } as const
const RUN = { kind: 'SET_STRATEGY_STATUS', status: 'RUNNING' } as const
const configure = (params: unknown) =>
  ({
    kind: 'SET_STRATEGY_CONFIG',
    params: typeof params === 'string' ? params : JSON.stringify(params),
  }) as const

const counting = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'count',
  type: 'counter',
  account: ACCOUNT,
  instruments: [BTC],
  params: { every: 1 },
  ...changes,
})

async function started(options: Partial<HarnessOptions> = {}): Promise<Harness> {
  const h = await createHarness({ strategies: [counting()], types: [counter, resting], ...options })
  await h.start()
  return h
}

const causes = (h: Harness) => h.backend.submissions.map(({ cause }) => cause.eventId.split('/').at(-1))
const states = (h: Harness) => h.framework.summary().strategies.map(({ state }) => JSON.parse(state))

describe('a command that cannot be read', () => {
  const unreadable = (key: string) => ({
    ...{ topic: 'control.commands', key, headers: {} },
    value: new Uint8Array([255]),
  })

  test('stops its strategy, since it may have been meant to; it is put aside, and those behind it are applied', async () => {
    const h = await started({ strategies: [counting(), counting({ id: 'other' })] })
    await h.scheduler.runUntilSettled(h.bus.publish([unreadable('strategy/count')]))
    await h.until(1_000)
    expect(h.framework.health().detail).toMatch(
      /^1 of 2 strategies running; count stopped: a command could not be read/,
    )
    expect(await h.deadLetters()).toMatchObject([
      { topic: 'control.commands', offset: 0, key: 'strategy/count' },
    ])
    await h.command('count', RUN)
    await h.until(2_000)
    expect(h.framework.health().detail).toBe('2 of 2 strategies running')
    // Read again, it is not done again.
    await h.stop()
    await h.start()
    await h.until(3_000)
    expect(h.framework.health().detail).toBe('2 of 2 strategies running')
    expect(h.fatal).toEqual([])
  })

  test.each(['strategy/nobody', 'what/ever'])('under the key %s stops nothing', async (key) => {
    const h = await started()
    await h.scheduler.runUntilSettled(h.bus.publish([unreadable(key)]))
    await h.until(1_000)
    expect(h.framework.health().detail).toBe('1 of 1 strategies running')
    expect(await h.deadLetters()).toHaveLength(1)
  })
})

describe('status', () => {
  test('a stopped strategy emits nothing, and knows its account all the same', async () => {
    const h = await started()
    await h.trade({ id: 1, ms: 0 })
    await h.command('count', STOP)
    await h.until(1_000)
    await h.trade({ id: 2, ms: 1_000 }, { id: 3, ms: 1_100 })
    expect(causes(h)).toEqual(['1'])
    // Filled after it was stopped.
    expect(states(h)[0].position.quantity).toEqual({ $n: String(5n * 10n ** 11n) })
    expect(await h.answers()).toEqual(['APPLIED STOPPED, generation 1'])
    expect(h.framework.health()).toEqual({
      ready: true,
      detail: '0 of 1 strategies running; count stopped: stopped',
    })
  })

  test('running again, it acts on what comes and on nothing of before', async () => {
    const h = await started()
    await h.trade({ id: 1, ms: 0 })
    await h.command('count', STOP)
    await h.trade({ id: 2, ms: 1_000 })
    await h.until(2_000)
    await h.command('count', RUN)
    // Published late, received while it was stopped.
    await h.publish({ id: 3, ms: 1_500 })
    await h.until(2_100)
    await h.trade({ id: 4, ms: 2_200 })
    expect(causes(h)).toEqual(['1', '4'])
    expect(states(h)[0].strategy).toMatchObject({ seen: 3, starts: 1 })
    expect(await h.answers()).toEqual(['APPLIED STOPPED, generation 1', 'APPLIED RUNNING, generation 1'])
  })

  test('stopped, it cancels its entries and leaves what only reduces', async () => {
    const params = { entry: '90', exit: '110' }
    const h = await started({ strategies: [counting({ type: 'resting', params })] })
    h.backend.decide = () => 'REST'
    await h.trade({ id: 1, ms: 0 })
    await h.until(500)
    await h.command('count', STOP)
    await h.until(1_000)
    expect([...h.backend.orders.values()].map(({ intent, state }) => [intent.side, state])).toEqual([
      ['BUY', 'CANCELED'],
      ['SELL', 'OPEN'],
    ])
  })

  test('an order that nobody knew of when its strategy was stopped is cancelled once it is found', async () => {
    const params = { entry: '90', exit: '110' }
    const h = await started({ strategies: [counting({ type: 'resting', params })] })
    h.backend.decide = ({ side }) => (side === 'BUY' ? 'LOSE' : 'DENY')
    await h.trade({ id: 1, ms: 0 })
    await h.until(500)
    await h.command('count', STOP)
    await h.until(120_000)
    h.backend.findLost()
    await h.until(121_000)
    expect([...h.backend.orders.values()].map(({ state }) => state)).toEqual(['CANCELED'])
  })

  test('it stays stopped over a restart, and what is published meanwhile is not for it', async () => {
    const h = await started()
    await h.command('count', STOP)
    await h.stop()
    await h.publish({ id: 1, ms: 0 })
    await h.until(1_000)
    await h.start()
    await h.trade({ id: 2, ms: 1_500 })
    expect(causes(h)).toEqual([])
    await h.until(2_000)
    await h.command('count', RUN)
    await h.trade({ id: 3, ms: 2_500 })
    expect(causes(h)).toEqual(['3'])
  })

  test('told what it is already, it says so and nothing changes', async () => {
    const h = await started()
    await h.command('count', RUN)
    await h.command('count', STOP)
    await h.command('count', STOP)
    expect(await h.answers()).toEqual([
      'APPLIED it was running already',
      'APPLIED STOPPED, generation 1',
      'APPLIED it is stopped: stopped',
    ])
    expect((await h.controls('count')).map(({ version, status }) => [version, status])).toEqual([
      [1, 'RUNNING'],
      [2, 'STOPPED'],
    ])
  })

  test('all instruments of a strategy stop and run together', async () => {
    const h = await started({ strategies: [counting({ instruments: [BTC, ETH] })] })
    await h.command('count', STOP)
    await h.trade({ id: 1, ms: 100 }, { id: 1, ms: 200, instrument: ETH })
    await h.command('count', RUN)
    await h.trade({ id: 2, ms: 300 }, { id: 2, ms: 400, instrument: ETH })
    expect(h.backend.submissions.map(({ strategyId }) => strategyId)).toEqual([
      'count-BTC-USD',
      'count-ETH-USD',
    ])
    expect((await h.controls('count')).at(-1)).toMatchObject({
      instances: ['count-BTC-USD', 'count-ETH-USD'],
      status: 'RUNNING',
      version: 3,
    })
  })
})

describe('configuration', () => {
  test('other parameters start a new generation, live', async () => {
    const h = await started()
    await h.trade({ id: 1, ms: 0 })
    await h.command('count', configure({ every: 2 }))
    await h.trade({ id: 2, ms: 100 }, { id: 3, ms: 200 })
    expect(causes(h)).toEqual(['1', '3'])
    expect(states(h)[0].strategy).toMatchObject({ seen: 2, starts: 1 })
    expect(await h.answers()).toEqual(['APPLIED RUNNING, generation 2'])
    expect((await h.controls('count')).at(-1)).toMatchObject({
      generation: 2,
      params: '{"every":2}',
      paramsSet: true,
      changedBy: 'ops',
    })
  })

  test('the strategy itself may carry its state over', async () => {
    const h = await started()
    await h.trade({ id: 1, ms: 0 })
    await h.command('count', configure({ every: 3, carry: true }))
    await h.trade({ id: 2, ms: 100 }, { id: 3, ms: 200 })
    expect(causes(h)).toEqual(['1', '3'])
    expect(states(h)[0].strategy).toMatchObject({ seen: 3, starts: 2 })
  })

  test('open orders go with it to the new generation', async () => {
    const params = { entry: '90', exit: '110' }
    const h = await started({ strategies: [counting({ type: 'resting', params })] })
    h.backend.decide = () => 'REST'
    await h.trade({ id: 1, ms: 0 })
    await h.until(500)
    await h.command('count', configure({ entry: '91', exit: '111' }))
    await h.trade({ id: 2, ms: 600 })
    expect(h.backend.submissions).toHaveLength(2)
    expect(states(h)[0].orders).toHaveLength(2)
  })

  test.each([
    ['what is no JSON', '{', 'parameters must be a JSON object'],
    ['what is no object', '[1]', 'parameters must be a JSON object'],
    [
      'what the schema refuses',
      '{"every":0,"other":1}',
      'params.every: Too small: expected number to be >=1',
    ],
  ])('refuses %s in words, and goes on as before', async (_what, text, words) => {
    const h = await started()
    await h.command('count', configure(text))
    expect((await h.answers())[0]).toContain(`REJECTED ${words}`)
    await h.trade({ id: 1, ms: 0 })
    expect(causes(h)).toEqual(['1'])
    expect(await h.controls('count')).toHaveLength(1)
  })

  test('the same parameters again are no new generation', async () => {
    const h = await started()
    await h.command('count', configure({ every: 1 }))
    expect(await h.answers()).toEqual(['APPLIED RUNNING, generation 1'])
  })

  test('what a stopped strategy is given, it begins with when it runs again', async () => {
    const h = await started()
    await h.command('count', STOP)
    await h.command('count', configure({ every: 2 }))
    await h.trade({ id: 1, ms: 0 }, { id: 2, ms: 100 })
    expect(causes(h)).toEqual([])
    await h.command('count', RUN)
    await h.trade({ id: 3, ms: 200 }, { id: 4, ms: 300 })
    expect(causes(h)).toEqual(['4'])
    expect(await h.answers()).toEqual([
      'APPLIED STOPPED, generation 1',
      'APPLIED STOPPED, generation 2',
      'APPLIED RUNNING, generation 2',
    ])
  })

  test('what a command set wins over the file from then on; before that, the file is the configuration', async () => {
    const h = await started()
    await h.stop()
    await h.start(undefined, { strategies: [counting({ params: { every: 5 } })] })
    expect((await h.controls('count')).at(-1)).toMatchObject({
      params: '{"every":5}',
      paramsSet: false,
      generation: 2,
    })
    await h.command('count', configure({ every: 2 }))
    await h.stop()
    await h.start(undefined, { strategies: [counting({ params: { every: 7 } })] })
    await h.trade({ id: 1, ms: 100 }, { id: 2, ms: 200 })
    expect(causes(h)).toEqual(['2'])
    expect((await h.controls('count')).at(-1)).toMatchObject({ params: '{"every":2}', generation: 3 })
  })

  test('parameters that no longer fit stop the strategy with the reason, and nobody else', async () => {
    const h = await started({ strategies: [counting(), ticks(1)] })
    await h.command('count', configure({ every: 2 }))
    await h.stop()
    const params = z.strictObject({ every: z.literal(1) })
    const stricter = { ...counter, version: 2, params }
    await h.start(undefined, { types: [stricter] })
    await h.trade({ id: 1, ms: 100 })
    expect(h.backend.submissions.map(({ strategyId }) => strategyId)).toEqual(['ticks'])
    expect((await h.controls('count')).at(-1)).toMatchObject({
      status: 'STOPPED',
      reason: 'params.every: Invalid input: expected 1',
      changedBy: 'strategy-framework',
    })
    await h.command('count', RUN)
    expect((await h.answers()).at(-1)).toBe('REJECTED params.every: Invalid input: expected 1')
    await h.command('count', configure({ every: 1 }))
    await h.command('count', RUN)
    await h.trade({ id: 2, ms: 200 })
    expect(h.backend.submissions.at(-1)?.strategyId).toBe('ticks')
    expect(causes(h)).toEqual(['1', '2', '2'])
  })

  test('quotes that only the new parameters want are followed from then on', async () => {
    const h = await started({
      strategies: [counting({ type: 'quoting', params: { quotes: false } })],
      types: [quoting],
    })
    await h.quote(1, 0)
    await h.command('count', configure({ quotes: true }))
    await h.quote(2, 100)
    await h.trade({ id: 1, ms: 200 })
    expect(states(h)[0].strategy).toEqual({ quotes: 1, trades: 1 })
  })

  test('also when the log could not be followed anew at the first attempt: nothing is missed', async () => {
    const h = await started({
      strategies: [counting({ type: 'quoting', params: { quotes: false } })],
      types: [quoting],
    })
    const { subscribe } = h.bus
    let failures = 0
    Object.assign(h.bus, {
      subscribe: (options: Parameters<typeof subscribe>[0]) => {
        if (failures++ === 0) return Promise.reject(new TransientError('no broker'))
        return subscribe.call(h.bus, options)
      },
    })
    await h.command('count', configure({ quotes: true }))
    await h.trade({ id: 1, ms: 1_000 })
    await h.quote(2, 1_100)
    expect(failures).toBe(2)
    expect(states(h)[0].strategy).toEqual({ quotes: 1, trades: 1 })
  })
})

describe('once and in order', () => {
  test('the same command again is not applied again', async () => {
    const h = await started()
    await h.command('count', configure({ every: 2 }), 'one')
    await h.command('count', STOP, 'two')
    await h.command('count', configure({ every: 2 }), 'one')
    await h.command('count', RUN, 'three')
    await h.command('count', STOP, 'two')
    expect(h.framework.health()).toMatchObject({ detail: '1 of 1 strategies running' })
    expect(await h.answers()).toHaveLength(3)
  })

  test('commands are told from those of accounts, and of strategies that nobody has', async () => {
    const h = await started()
    await h.command('count', { kind: 'RESET_PAPER' })
    await h.command('other', STOP)
    expect((await h.answers()).toSorted()).toEqual([
      'REJECTED RESET_PAPER is for an account, not for a strategy',
      'REJECTED no strategy other is configured; there are: count',
    ])
  })

  test('commands for what another host has are left to it, and one host answers for what nobody has', async () => {
    const h = await createHarness({
      strategies: [counting()],
      types: [counter],
      config: { group: 'strategy-framework.count', elsewhere: ['other'] },
    })
    await h.start()
    await h.command('other', STOP)
    await h.command('third', STOP)
    expect(await h.answers()).toEqual(['REJECTED no strategy third is configured; there are: count, other'])
    await h.stop()
    await h.start(undefined, { config: { elsewhere: ['other'], answersUnknown: false } })
    await h.command('fourth', STOP)
    expect(await h.answers()).toHaveLength(1)
  })

  test('dropped at any step of a command, it is applied once and answered once', async () => {
    const run = async (killAt?: { step: number; after: boolean }) => {
      const h = await createHarness({ strategies: [counting()], types: [counter] })
      h.backend.decide = () => 'REST'
      await h.start(killAt)
      if (h.kill.dead) await h.start()
      for (const [i, action] of [
        configure({ every: 1, carry: true }),
        STOP,
        RUN,
        configure({ every: 1 }),
      ].entries()) {
        await h.trade({ id: i, ms: i * 1_000 })
        await h.until(i * 1_000 + 100)
        await h.command('count', action)
        if (h.kill.dead) await h.start()
      }
      await h.until(10_000)
      if (h.kill.dead) await h.start()
      await h.until(20_000)
      return h
    }
    const facts = async (h: Harness) => ({
      answers: await h.answers(),
      control: (await h.controls('count')).at(-1)?.version,
      generation: h.framework.summary().strategies[0]?.generation,
      intents: [...new Set(h.backend.submissions.map(({ intentId }) => intentId))],
    })
    const whole = await run()
    const expected = await facts(whole)
    expect(expected).toMatchObject({ control: 5, generation: 3, intents: { length: 3 } })
    expect(whole.kill.steps).toBeGreaterThan(30)
    for (let step = 1; step <= whole.kill.steps; step++) {
      for (const after of [false, true]) {
        const h = await run({ step, after })
        expect(await facts(h), `step ${step}, ${after ? 'after' : 'before'}`).toEqual(expected)
        expect(h.fatal).toEqual([])
      }
    }
  })
})

describe('the account', () => {
  const bought = async () => {
    const h = await started({ strategies: [counting(), ticks(1)] })
    await h.trade({ id: 1, ms: 0 })
    await h.until(500)
    h.backend.submissions.length = 0
    return h
  }

  test.each(['PAUSED', 'HALTED'] as const)('%s, only what reduces is emitted', async (status) => {
    const h = await bought()
    await h.account(status)
    await h.trade({ id: 2, ms: 600 })
    expect(h.backend.submissions.map(({ side, strategyId }) => [side, strategyId])).toEqual([
      ['SELL', 'ticks'],
    ])
    await h.until(1_000)
    await h.account('RUNNING')
    await h.trade({ id: 3, ms: 1_100 })
    expect(h.backend.submissions.map(({ side }) => side)).toEqual(['SELL', 'BUY', 'BUY'])
  })

  test('halted, an order that could rest is no reduction', async () => {
    const params = { entry: '90', exit: '110' }
    const h = await started({ strategies: [counting({ type: 'resting', params }), ticks(1)] })
    await h.trade({ id: 1, ms: 0 })
    await h.until(500)
    h.backend.submissions.length = 0
    await h.account('HALTED')
    await h.trade({ id: 2, ms: 600 })
    expect(h.backend.submissions.map(({ strategyId }) => strategyId)).toEqual(['ticks'])
  })

  test('halted before a start, it is halted from the first event on', async () => {
    const h = await createHarness({ strategies: [counting()], types: [counter] })
    await h.account('HALTED')
    await h.publish({ id: 1, ms: 0 })
    await h.start()
    await h.trade({ id: 2, ms: 100 })
    expect(h.backend.submissions).toEqual([])
  })
})

test('its state is told from its first start on', async () => {
  const h = await started()
  expect(await h.controls('count')).toMatchObject([
    {
      strategyId: 'count' as StrategyId,
      instances: ['count'],
      accountId: ACCOUNT,
      version: 1,
      status: 'RUNNING',
      type: 'counter',
      params: '{"every":1}',
      paramsSet: false,
      generation: 1,
      changedBy: 'ots.yaml',
    },
  ])
  await h.stop()
  await h.start()
  expect(await h.controls('count')).toHaveLength(1)
})
