/** The account as the journal has it, or opened now: the first start writes the balances and the random seed. */
import { type Currency, type Money, ZERO_MONEY } from '@oasis/domain'
import { type PaperBalance, PaperMatcher } from '@oasis/matching'
import type { PaperJournal, Random } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import type { PaperVenueConfig } from './config.ts'
import { balanceEntries, loadState, type PaperState, seedEntry } from './journal-entries.ts'

export interface PaperAccount {
  readonly seed: string
  readonly state: PaperState
  readonly matcher: PaperMatcher
}

export async function openAccount(
  journal: PaperJournal,
  random: Random,
  config: PaperVenueConfig,
): Promise<PaperAccount> {
  const state = await loadState(journal)
  if (state.seed !== undefined) return { seed: state.seed, state, matcher: restore(config, state) }
  const seed = String(Math.floor(random() * 2 ** 32))
  const matcher = createMatcher(config, { ...state, balances: openingBalances(config) })
  await journal.write([seedEntry(seed), ...balanceEntries(matcher.balances)])
  return { seed, state, matcher }
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
    lastArrival: state.orders.at(-1)?.arrival ?? 0,
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
