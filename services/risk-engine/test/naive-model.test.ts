/**
 * The core against a model that keeps nothing: generated lives of an account (intents, fills, reversals, cancels,
 * commands, losses, gaps in prices and events, resets, restarts), and after each step the same questions to both.
 */
import {
  addMillis,
  DENIAL_CODES,
  type DenialCode,
  formatMoney,
  isFinal,
  type Order,
  type OrderIntent,
} from '@oasis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountExposure } from '../src/core/exposure.ts'
import { planFlatten } from '../src/core/flatten.ts'
import { intentOf, lives, PRICES, type Step } from './model/lives.ts'
import { baseOf, equityOf, IDS, replay } from './model/naive-account.ts'
import { exposures, heldOf, isReduction, openOf } from './model/naive-decision.ts'
import { levelsOf } from './model/naive-limits.ts'
import { World } from './model/world.ts'
import { BTC } from './risk-fixtures.ts'

/** Orders that may still change; now and then a final one, too. */
function orderAt(world: World, n: number): Order | undefined {
  const all = [...world.orders.values()]
  const live = all.filter(({ state }) => !isFinal(state))
  const from = n % 4 === 3 || live.length === 0 ? all : live
  return from[n % Math.max(1, from.length)]
}

function run(world: World, each: Step, n: number): void {
  if ('of' in each) {
    const order = orderAt(world, each.of)
    const approval = [...world.approvals.keys()][each.of % Math.max(1, world.approvals.size)]
    if (each.kind === 'settle' && approval)
      each.how === 'place' ? world.place(approval) : world.refuse(approval)
    if (each.kind === 'trigger' && order) world.trigger(order, each.trigger)
    if (each.kind === 'fill' && order) world.fill(order, each.share)
    if (each.kind === 'cancel' && order) world.cancel(order)
    if (each.kind === 'reverse') world.reverse(each.of)
    return
  }
  switch (each.kind) {
    case 'submit':
      decide(world, each.again && n > 0 ? n - 1 : n, each)
      break
    case 'quote': {
      const around = each.id === BTC ? 50_000 : 2_000
      world.quote(each.id, around + (each.ticks * around) / 500)
      break
    }
    case 'wait':
      world.wait(each.ms)
      // Over a day or two prices go on.
      if (each.ms > 10_000) for (const [id, mid] of PRICES) world.quote(id, mid)
      break
    case 'limits':
      world.setLimits(each.level, each.limits)
      break
    case 'status':
      world.setStatus(each.status)
      break
    case 'strategy':
      world.setStrategy(each.id, each.status)
      break
    case 'deposit':
      world.deposit(each.code, '1')
      break
    case 'gap':
      world.gap(each.id)
      break
    case 'early':
      world.early(each.id)
      break
    case 'lose':
      world.lose(each.phase)
      break
    case 'resync':
      world.resync()
      break
    case 'restart':
      world.restart(each.silent)
      break
    case 'reset':
      world.reset()
      break
    case 'flatten':
      flatten(world, n)
      break
  }
}

/** What was decided in this epoch, or placed in another, the service answers without asking again. */
function decide(world: World, n: number, each: Extract<Step, { kind: 'submit' }>): void {
  const intent = intentOf(world, n, each)
  const decided = world.decisions.has(intent.intentId)
  // Of an earlier epoch: the service finds it at the order manager.
  if (!decided && world.orders.has(intent.intentId)) return
  const before = world.state
  expectSame(world, intent, decided)
  if (decided) expect(world.state).toBe(before)
}

function flatten(world: World, n: number): void {
  world.look()
  const { haltEpoch, status } = world.state.control
  if (status !== 'HALTED') world.setStatus('HALTED')
  const request = {
    haltEpoch: status === 'HALTED' ? haltEpoch : haltEpoch + 1,
    haltedAt: addMillis(world.now, -9_000),
    acceptStalePrices: false,
  }
  for (const item of planFlatten(world.state, { ...request, attempt: () => n }, world.now)) {
    if (item.kind === 'SELL') expectSame(world, item.intent)
  }
}

function expectSame(world: World, intent: OrderIntent, again = false): void {
  const { engine, model } = world.submit(intent)
  expect(engine).toBe(model)
  if (engine === 'APPROVED' && !again) expectWithinLimits(world, intent)
}

/** With the order counted, nothing is beyond the limit of any level. A reduction may leave exposure where it was. */
function expectWithinLimits(world: World, intent: OrderIntent): void {
  const account = replay(world.facts)
  const without = replay(world.facts)
  without.open.delete(intent.intentId)
  const reduces = isReduction(without, intent)
  for (const [level, most] of levelsOf(account, 'maxOpenOrders', intent)) {
    const strategy = level === 'strategy' ? intent.strategyId : undefined
    const id = level === 'instrument' ? intent.instrumentId : undefined
    expect(openOf(account, id, strategy).length).toBeLessThanOrEqual(most)
  }
  if (reduces) return
  for (const key of ['maxPositionNotional', 'maxGrossExposure', 'maxNetExposure'] as const) {
    for (const [level, most] of levelsOf(account, key, intent)) {
      const one = level === 'instrument' || key === 'maxPositionNotional'
      const strategy = level === 'strategy' ? intent.strategyId : undefined
      const worst = exposures(account, one ? [intent.instrumentId] : IDS, strategy)
      expect((key === 'maxNetExposure' ? worst?.net : worst?.gross) ?? -1n).toBeLessThanOrEqual(most)
    }
  }
}

function expectSameAccount(world: World): void {
  const { state, account, listening } = world.compare()
  if (!listening) return
  const held = (currency: string) => formatMoney((state.totals.held.get(currency as never) ?? 0n) as never)
  for (const currency of ['USD', ...IDS.map(baseOf)]) {
    expect(held(currency)).toBe(formatMoney(heldOf(account, currency) as never))
    const guessed = [...account.open.values()].some(
      ({ intent, unit }) => intent.terms.type === 'MARKET' && unit === undefined,
    )
    if (world.uncovered || guessed) continue
    expect(heldOf(account, currency)).toBeLessThanOrEqual(account.balances.get(currency) ?? 0n)
  }
  expect(state.totals.orders).toBe(account.open.size)
  expect(state.valuation.valuedEquity(state)).toBe(equityOf({ ...account, phase: 'OPEN' }))
  const { gross, net, unpriced } = accountExposure(state)
  expect(unpriced === undefined ? { gross, net } : undefined).toEqual(exposures(account, IDS))
}

function live(steps: readonly Step[]): World {
  const world = new World()
  for (const [n, each] of steps.entries()) {
    run(world, each, n)
    expectSameAccount(world)
  }
  return world
}

test('property: the core decides as the model does, approves nothing beyond a limit, and holds what the model holds', () => {
  fc.assert(
    fc.property(lives, (steps) => {
      live(steps)
    }),
    { numRuns: 100 },
  )
})

/** Instruments here are always tradable; and INTENT_MISMATCH is not the core's to give. */
const BEYOND: readonly DenialCode[] = ['INSTRUMENT_NOT_TRADABLE', 'INTENT_MISMATCH']

test('the lives that are generated come to every decision there is', () => {
  const seen = new Set<string>()
  for (const steps of fc.sample(lives, { seed: 1, numRuns: 200 })) {
    for (const verdict of live(steps).seen.keys()) seen.add(verdict)
  }
  const all = ['APPROVED', ...DENIAL_CODES.filter((code) => !BEYOND.includes(code))]
  expect([...seen].sort()).toEqual(all.sort())
})
