/** Every service sees what the order manager wrote down: risk, strategies, the portfolio cache, the topic itself. */
import { topics } from '@oasis/contracts'
import { formatQuantity, isFinal, parseMoney, type Quantity } from '@oasis/domain'
import { decodePlainData } from '@oasis/strategy-sdk'
import { ACCOUNT } from '../world/setup.ts'
import type { World } from '../world/world.ts'
import { strategiesOf } from './strategies-of.ts'

export async function judgeAgreement(world: World): Promise<string[]> {
  const account = await world.orderStore.loadAccount(ACCOUNT)
  return [
    ...judgeRisk(world, account.accountSeq),
    ...judgeStrategies(world),
    ...judgeSignals(world),
    ...(await judgeCache(world, account.accountSeq)),
    ...judgeTopic(world, account.accountSeq),
  ]
}

function judgeRisk(world: World, accountSeq: number): string[] {
  const state = world.processes.riskEngine.running?.summaryState().accounts[ACCOUNT]
  if (!state) return ['risk has no state of the account']
  const failures: string[] = []
  if (state.accountSeq !== accountSeq)
    failures.push(`risk is at ${state.accountSeq} of ${accountSeq} order events`)
  for (const { currency, total } of world.venue.ledger.balances) {
    const ours = parseMoney(state.balances[currency] ?? '0')
    if (ours !== total) failures.push(`risk has another ${currency} than the venue`)
  }
  failures.push(...judgeReservations(world, Object.keys(state.reservations)))
  for (const [key, quantity] of strategyPositions(world)) {
    const ours = state.strategyPositions[key]?.quantity ?? '0'
    if (ours !== formatQuantity(quantity)) {
      failures.push(`risk has ${ours} for ${key}, by the venue's executions ${formatQuantity(quantity)}`)
    }
  }
  return failures
}

/** Whatever may still fill is reserved, and nothing else is. */
function judgeReservations(world: World, reserved: readonly string[]): string[] {
  const open = world.orderStore.orders
    .filter(({ state, absentUntil }) => !isFinal(state) || absentUntil !== undefined)
    .map(({ intent }) => intent.intentId as string)
  return [
    ...open
      .filter((id) => !reserved.includes(id))
      .map((id) => `risk reserves nothing for ${id}, which is open`),
    ...reserved.filter((id) => !open.includes(id)).map((id) => `risk reserves for ${id}, which is not open`),
  ]
}

/** By `strategy instrument`, from the venue's executions and the intents that caused them. */
function strategyPositions(world: World): ReadonlyMap<string, Quantity> {
  const strategyOf = strategiesOf(world)
  const positions = new Map<string, Quantity>()
  for (const { clientOrderId, instrumentId, side, kind, quantity } of world.venue.ledger.executions) {
    const strategy = clientOrderId && strategyOf.get(clientOrderId)
    if (!strategy) continue
    const key = `${strategy} ${instrumentId}`
    const bought = (side === 'BUY') === (kind === 'FILL')
    positions.set(key, ((positions.get(key) ?? 0n) + (bought ? quantity : -quantity)) as Quantity)
  }
  return positions
}

/** What an instance's state says of itself. */
interface HostedState {
  readonly position?: { readonly quantity?: bigint }
  readonly orders?: readonly { readonly clientOrderId: string; readonly state: string }[]
}

function judgeStrategies(world: World): string[] {
  const positions = strategyPositions(world)
  const summary = world.processes.strategyFramework.running?.summary()
  if (!summary) return ['the strategy framework gave no summary']
  return summary.strategies.flatMap(({ strategyId, state }) => {
    const { position, orders = [] } = decodePlainData(state) as HostedState
    const ours = position?.quantity ?? 0n
    // An instance trades one instrument.
    const [key, real = 0n] = [...positions].find(([each]) => each.startsWith(`${strategyId} `)) ?? []
    return [
      ...(ours === real ? [] : [`strategy ${strategyId} believes to hold ${ours} of ${key}, it is ${real}`]),
      ...judgeStrategyOrders(world, strategyId, orders),
    ]
  })
}

function judgeStrategyOrders(
  world: World,
  strategyId: string,
  believed: NonNullable<HostedState['orders']>,
): string[] {
  const open = world.orderStore.orders.filter(
    ({ intent, state }) => intent.strategyId === strategyId && !isFinal(state),
  )
  const states = new Map<string, string>(open.map(({ clientOrderId, state }) => [clientOrderId, state]))
  return [
    ...open
      .filter(({ clientOrderId }) => !believed.some((one) => one.clientOrderId === clientOrderId))
      .map(({ clientOrderId }) => `strategy ${strategyId} does not know of its open order ${clientOrderId}`),
    ...believed
      .filter(({ clientOrderId, state }) => states.get(clientOrderId) !== state)
      .map(({ clientOrderId, state }) => {
        const really = states.get(clientOrderId) ?? 'not open'
        return `strategy ${strategyId} believes order ${clientOrderId} to be ${state}, it is ${really}`
      }),
  ]
}

/** Every intent is explained by the signal that was written with it. */
function judgeSignals(world: World): string[] {
  const { spec, codec } = topics.signals
  const records = world.broker.partitions(spec.name).flatMap((partition) => partition.records)
  const explained = new Set(records.map(({ value }) => value && codec.decode(value).intentId))
  return [...world.strategyStore.emitted.keys()]
    .filter((intentId) => !explained.has(intentId))
    .map((intentId) => `intent ${intentId} was never explained by a signal`)
}

async function judgeCache(world: World, accountSeq: number): Promise<string[]> {
  const portfolio = await world.cache.get(ACCOUNT)
  if (!portfolio) return ['the portfolio cache is empty']
  const failures: string[] = []
  if (portfolio.accountSeq !== accountSeq)
    failures.push(`the portfolio cache is at ${portfolio.accountSeq} of ${accountSeq} order events`)
  for (const { currency, total } of world.venue.ledger.balances) {
    const ours = portfolio.balances.find((one) => one.currency === currency)?.total ?? 0n
    if (ours !== total) failures.push(`the portfolio cache has another ${currency} than the venue`)
  }
  const shown = new Map<string, Quantity>(
    portfolio.byStrategy.map(({ strategyId, instrumentId, quantity }) => [
      `${strategyId} ${instrumentId}`,
      quantity,
    ]),
  )
  for (const [key, quantity] of strategyPositions(world)) {
    if ((shown.get(key) ?? 0n) !== quantity)
      failures.push(`the portfolio cache has another position of ${key} than the venue's executions give`)
  }
  return failures
}

/** Gapless, and the same event under the same number however often it was published. */
function judgeTopic(world: World, accountSeq: number): string[] {
  const { spec, codec } = topics.orderEvents
  const seen = new Map<number, string>()
  const failures: string[] = []
  for (const { value } of world.broker.partitions(spec.name).flatMap(({ records }) => records)) {
    if (value === undefined) continue
    const event = codec.decode(value)
    const known = seen.get(event.accountSeq)
    if (known !== undefined && known !== event.eventId) {
      failures.push(`order event ${event.accountSeq} is both ${known} and ${event.eventId}`)
    }
    seen.set(event.accountSeq, event.eventId)
  }
  const missing = Array.from({ length: accountSeq }, (_, i) => i + 1).filter((seq) => !seen.has(seq))
  if (missing.length > 0)
    failures.push(`order events ${missing.slice(0, 5)} … (${missing.length}) were never published`)
  return failures
}
