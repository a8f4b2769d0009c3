/**
 * Recovery, and first start, which is the same: load what people have set and the snapshots, or make them, learn the
 * account, feed earlier bars, and only then take events. Nothing here decides to trade but a strategy's own `onStart`.
 */
import { topics } from '@oasis/contracts'
import type { AccountId, ClientOrderId, OrderIntent } from '@oasis/domain'
import type { Bus } from '@oasis/ports'
import { OtsError, TransientError } from '@oasis/runtime'
import { type AccountSnapshot, accountSeqOf, accountStateFor, fetchAccount } from './account-snapshot.ts'
import { type OpeningPorts, openConfigured } from './control/open-configured.ts'
import type { StrategyControls } from './control/strategy-controls.ts'
import { awaitsCancel } from './core/hosted-orders.ts'
import type { StrategySpec } from './core/instance-spec.ts'
import type { Hosted } from './hosted.ts'
import type { StrategyHost } from './strategy-host.ts'
import type { WarmUp } from './warm-up.ts'

export interface OpenOptions extends OpeningPorts {
  readonly bus: Pick<Bus, 'endPositions'>
  readonly controls: StrategyControls
  readonly warmUp: WarmUp
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
  specs: readonly StrategySpec[],
  options: OpenOptions,
): Promise<Opened> {
  const consumed = [topics.trades, topics.quotes, topics.orderEvents].map((topic) => topic.spec.name)
  // Before anything is asked: what happens from here on will be read from the topics.
  const ends = await options.bus.endPositions(consumed)
  const unanswered: OrderIntent[] = []
  const cancels: ClientOrderId[] = []
  const accounts = new Map<AccountId, AccountSnapshot>()
  for (const spec of specs) {
    const { strategy, pending } = await openConfigured(host, spec, options, ends)
    options.controls.add(strategy)
    unanswered.push(...pending)
    for (const hosted of strategy.hosted) {
      host.add(hosted)
      cancels.push(...hosted.instance.account.orders.filter(awaitsCancel).map((order) => order.clientOrderId))
      const account = accounts.get(spec.accountId) ?? (await askPatiently(host, spec.accountId))
      accounts.set(spec.accountId, account)
      await prepare(host, hosted, account, options.warmUp)
    }
  }
  await host.turn(() => host.saveAll())
  await options.committer.written()
  return { unanswered, cancels, accounts }
}

/**
 * Once the log has been read to its end: an account's events that the order manager had written down before we asked,
 * and that were not in the log, will not come (the log has lost its end). Its state takes their place.
 */
export function adoptLostEvents(host: StrategyHost, { accounts }: Opened): void {
  for (const hosted of host.all) {
    const { strategyId, accountId } = hosted.key
    const written = accountSeqOf(accounts.get(accountId) ?? [])
    const known = () => hosted.instance.account.accountSeq
    const lacks = () => (known() ?? 0) < written
    if (!lacks()) continue
    host.inTurn(async () => {
      if (!lacks()) return
      const about = { strategy: strategyId, after: known(), written }
      host.ports.logger.warn(about, 'the log lacks order events: reading the account from the order manager')
      const { rpc } = host.ports
      const snapshot = await askPatiently(host, accountId)
      const account = await accountStateFor(hosted.instance, snapshot, rpc, host.config.submitTimeoutMs)
      await host.apply(hosted, { kind: 'ACCOUNT_STATE', account })
    })
  }
}

async function prepare(
  host: StrategyHost,
  hosted: Hosted,
  snapshot: AccountSnapshot,
  warmUp: WarmUp,
): Promise<void> {
  await host.turn(async () => {
    const { generation } = hosted.instance
    await host.apply(hosted, { kind: 'ACCOUNT_CONTROL', ...host.accountControl(hosted.key.accountId) })
    const wasReset = hosted.instance.generation !== generation
    const known = hosted.instance.account.accountSeq
    // A lower number than what was seen means that the account was reset: what it says now is the truth.
    if (wasReset || known === undefined || known > accountSeqOf(snapshot)) {
      const { rpc } = host.ports
      const account = await accountStateFor(hosted.instance, snapshot, rpc, host.config.submitTimeoutMs)
      await host.apply(hosted, { kind: 'ACCOUNT_STATE', account })
    }
    await host.apply(hosted, { kind: 'START' })
  })
  // Not in a turn: meanwhile the answers to what `onStart` wished for are taken in.
  const { instance } = hosted
  for (const input of await warmUp.fetch(instance, (kind) => instance.barsClosedUntil(kind))) {
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
