/**
 * Recovery, and first start, which is the same: load the snapshot or make one, learn the account, feed earlier bars,
 * and only then take events. Nothing here decides to trade but a strategy's own `onStart`.
 */
import { topics } from '@oasis/contracts'
import type { AccountId, ClientOrderId, OrderIntent } from '@oasis/domain'
import type { Bus, CandleSource, StrategyStore, TopicPosition } from '@oasis/ports'
import { OtsError, TransientError } from '@oasis/runtime'
import { type AccountSnapshot, accountSeqOf, accountStateFor, fetchAccount } from './account-snapshot.ts'
import { awaitsCancel } from './core/hosted-orders.ts'
import type { InstanceSpec } from './core/instance-spec.ts'
import { decodeState, freshState, nextGeneration } from './core/instance-state.ts'
import { StrategyInstance } from './core/strategy-instance.ts'
import type { Hosted } from './hosted.ts'
import type { StrategyHost } from './strategy-host.ts'
import { TopicPositions, withinLog } from './topic-positions.ts'
import { fetchWarmUp } from './warm-up.ts'

export interface OpeningPorts {
  readonly bus: Bus
  readonly store: StrategyStore
  readonly candles: CandleSource | undefined
}

export interface Opened {
  /** Journaled and without an answer, in order of emission: to be sent again. */
  readonly unanswered: readonly OrderIntent[]
  /** Asked for before, and perhaps never sent: to be asked for again. */
  readonly cancels: readonly ClientOrderId[]
  /** What the order manager said of each account. */
  readonly accounts: ReadonlyMap<AccountId, AccountSnapshot>
}

const FIRST_DELAY_MS = 20
const MAX_DELAY_MS = 1_000

/** Adds every instance to the host. Throws `OTS_START_FAILED` when the order manager stays silent. */
export async function openStrategies(
  host: StrategyHost,
  specs: readonly InstanceSpec[],
  ports: OpeningPorts,
): Promise<Opened> {
  const consumed = [topics.trades, topics.quotes, topics.orderEvents].map((topic) => topic.spec.name)
  // Before anything is asked: what happens from here on will be read from the topics.
  const ends = await ports.bus.endPositions(consumed)
  const unanswered: OrderIntent[] = []
  const cancels: ClientOrderId[] = []
  const accounts = new Map<AccountId, AccountSnapshot>()
  for (const spec of specs) {
    const { hosted, pending } = await load(spec, ports.store, ends)
    host.add(hosted, routesOf(hosted.instance))
    unanswered.push(...pending)
    cancels.push(...hosted.instance.orders.filter(awaitsCancel).map((order) => order.clientOrderId))
    const account = accounts.get(spec.accountId) ?? (await askPatiently(host, spec.accountId))
    accounts.set(spec.accountId, account)
    await prepare(host, hosted, account, ports.candles)
  }
  await host.turn(() => host.saveAll())
  return { unanswered, cancels, accounts }
}

/**
 * Once the log has been read to its end: an account's events that the order manager had written down before we asked,
 * and that were not in the log, will not come (the log has lost its end). Its state takes their place.
 */
export function adoptLostEvents(host: StrategyHost, { accounts }: Opened): void {
  for (const hosted of host.all) {
    const { strategyId, accountId } = hosted.instance.spec
    const written = accountSeqOf(accounts.get(accountId) ?? [])
    const lacks = () => (hosted.instance.accountSeq ?? 0) < written
    if (!lacks()) continue
    host.inTurn(async () => {
      if (!lacks()) return
      const about = { strategy: strategyId, after: hosted.instance.accountSeq, written }
      host.ports.logger.warn(about, 'the log lacks order events: reading the account from the order manager')
      const { rpc } = host.ports
      const snapshot = await askPatiently(host, accountId)
      const account = await accountStateFor(hosted.instance, snapshot, rpc, host.config.submitTimeoutMs)
      await host.apply(hosted, { kind: 'ACCOUNT_STATE', account })
    })
  }
}

async function load(
  spec: InstanceSpec,
  store: StrategyStore,
  ends: readonly TopicPosition[],
): Promise<{ hosted: Hosted; pending: readonly OrderIntent[] }> {
  const stored = await store.load(spec.strategyId)
  if (!stored) {
    const instance = new StrategyInstance(spec, 1, freshState(spec, 1))
    return { hosted: hosting(instance, ends), pending: [] }
  }
  const { snapshot, unanswered } = stored
  const state = decodeState(snapshot.state)
  const same = snapshot.configHash === spec.configHash
  const generation = same ? snapshot.generation : snapshot.generation + 1
  const instance = new StrategyInstance(
    spec,
    generation,
    same ? state : nextGeneration(state, spec, generation),
  )
  // An intent that the snapshot no longer waits for has had its answer; only the mark was lost.
  const waiting = new Set(state.orders.filter((o) => o.state === 'EMITTED').map((o) => o.intentId))
  await store.markAnswered(unanswered.filter((i) => !waiting.has(i.intentId)).map((i) => i.intentId))
  const pending = unanswered.filter((intent) => waiting.has(intent.intentId))
  return { hosted: hosting(instance, withinLog(snapshot.positions, ends)), pending }
}

const hosting = (instance: StrategyInstance, positions: readonly TopicPosition[]): Hosted => ({
  instance,
  positions: new TopicPositions(positions),
  answered: [],
  dirty: false,
})

function routesOf(instance: StrategyInstance): readonly { topic: string; key: string }[] {
  const { instrumentId, accountId } = instance.spec
  const wants = (kind: 'trades' | 'quotes' | 'bars') => instance.subscriptions.some((one) => kind in one)
  return [
    ...(wants('trades') || wants('bars') ? [{ topic: topics.trades.spec.name, key: instrumentId }] : []),
    ...(wants('quotes') ? [{ topic: topics.quotes.spec.name, key: instrumentId }] : []),
    { topic: topics.orderEvents.spec.name, key: accountId },
  ]
}

async function prepare(
  host: StrategyHost,
  hosted: Hosted,
  snapshot: AccountSnapshot,
  candles: CandleSource | undefined,
): Promise<void> {
  const { instance } = hosted
  const { scheduler, logger, rpc } = host.ports
  await host.turn(async () => {
    const known = instance.accountSeq
    // A lower number than what was seen means that the account was reset: what it says now is the truth.
    if (known === undefined || known > accountSeqOf(snapshot)) {
      const account = await accountStateFor(instance, snapshot, rpc, host.config.submitTimeoutMs)
      await host.apply(hosted, { kind: 'ACCOUNT_STATE', account })
    }
    await host.apply(hosted, { kind: 'START' })
  })
  const timeoutMs = host.config.warmUpTimeoutMs
  // Not in a turn: meanwhile the answers to what `onStart` wished for are taken in.
  for (const input of await fetchWarmUp(instance, { candles, scheduler, logger, timeoutMs })) {
    await host.turn(() => host.apply(hosted, input))
  }
}

async function askPatiently(host: StrategyHost, accountId: AccountId): Promise<AccountSnapshot> {
  const { scheduler, rpc, logger } = host.ports
  const { submitTimeoutMs, openTimeoutMs } = host.config
  const until = scheduler.now() + BigInt(openTimeoutMs) * 1_000_000n
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)) {
    try {
      return await fetchAccount(rpc, accountId, submitTimeoutMs)
    } catch (cause) {
      if (!(cause instanceof TransientError)) throw cause
      if (scheduler.now() >= until) {
        const hint = 'start the order manager first, and see its log'
        throw new OtsError('OTS_START_FAILED', cause.message, { cause, hint })
      }
      logger.warn(
        { account: accountId, retryInMs: delayMs, reason: cause.message },
        'waiting for the account',
      )
      await scheduler.sleep(delayMs)
    }
  }
}
