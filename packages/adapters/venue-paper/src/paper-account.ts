/** The account as the journal has it, or opened now: the first start writes the balances and the random seed. */
import { addMillis, type Currency, type Money, type UnixNanos, ZERO_MONEY } from '@oasis/domain'
import { type PaperBalance, PaperMatcher } from '@oasis/matching'
import type { PaperJournal, Random } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import type { PaperVenueConfig } from './config.ts'
import { accountRecord, compactRecords, foldRecords, type PaperState } from './journal-records.ts'

export interface PaperAccount {
  readonly seed: string
  readonly state: PaperState
  readonly matcher: PaperMatcher
}

export async function openAccount(
  journal: PaperJournal,
  random: Random,
  config: PaperVenueConfig,
  now: UnixNanos,
): Promise<PaperAccount> {
  const state = await loadState(journal, now)
  if (state.seed !== undefined) return { seed: state.seed, state, matcher: restore(config, state) }
  const seed = String(Math.floor(random() * 2 ** 32))
  const matcher = createMatcher(config, { ...state, balances: openingBalances(config) })
  await journal.append([accountRecord(seed, matcher.balances.entries())])
  return { seed, state, matcher }
}

/** A new beginning with the same latencies: the opening balances, and nothing of what was, not even in memory of it. */
export async function resetAccount(
  journal: PaperJournal,
  seed: string,
  config: PaperVenueConfig,
  resetId: string,
): Promise<void> {
  await journal.replace([accountRecord(seed, [...openingBalances(config)], resetId)])
}

/** More records than this are written anew as few, so that a long life does not make starts slow. */
const COMPACT_ABOVE = 2_000
/** Longer than anybody asks for what has ended. */
const KEPT_MS = 7 * 24 * 3_600_000

async function loadState(journal: PaperJournal, now: UnixNanos): Promise<PaperState> {
  const records = await journal.load()
  const state = foldRecords(records)
  if (records.length <= COMPACT_ABOVE) return state
  const fewer = compactRecords(state, addMillis(now, -KEPT_MS))
  await journal.replace(fewer)
  return foldRecords(fewer)
}

const openingBalances = (config: PaperVenueConfig): ReadonlyMap<Currency, PaperBalance> =>
  new Map([...config.openingBalances].map(([code, total]) => [code, { total, held: ZERO_MONEY }]))

function createMatcher(config: PaperVenueConfig, state: PaperState): PaperMatcher {
  const matcher = new PaperMatcher({
    accountId: config.accountId,
    fees: { maker: config.makerFee, taker: config.takerFee },
    syntheticSpread: config.syntheticSpread,
    lastTradeMaxAge: BigInt(config.lastTradeMaxAgeMs) * 1_000_000n,
    balances: state.balances,
    lastArrival: state.lastArrival,
  })
  for (const instrument of state.instruments) matcher.setInstrument(instrument)
  return matcher
}

function restore(config: PaperVenueConfig, state: PaperState): PaperMatcher {
  const matcher = createMatcher(config, state)
  for (const order of state.orders) if (order.status === 'OPEN') matcher.restore(order)
  const held = new Map<string, Money>()
  for (const order of matcher.openOrders()) {
    const instrument = matcher.instrument(order.instrumentId)
    const code = String(order.side === 'BUY' ? instrument?.quote : instrument?.base)
    held.set(code, ((held.get(code) ?? 0n) + order.held) as Money)
  }
  for (const [code, balance] of matcher.balances.entries()) {
    if (balance.held === (held.get(code) ?? 0n)) continue
    throw new OtsError(
      'OTS_STORE_CORRUPT',
      `the paper journal's holds of ${code} are not those of its orders`,
    )
  }
  return matcher
}
