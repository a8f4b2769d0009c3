/**
 * What a chaos run on the Coinbase simulator sets, and what it sets otherwise where one of the order path's promises is
 * broken on purpose: each of those needs its own occasion to show in short time.
 */
import type { SabotageName } from '../../simulation/sabotage/sabotages.ts'
import type { ChaosLimits } from '../place/place.ts'
import type { RpcFaultChances } from '../trading/unreliable-rpc.ts'

export interface CoinbaseSettings {
  readonly limits: ChaosLimits
  /** Between risk and the order manager. */
  readonly rpcFaults: RpcFaultChances
  /** What the exchange makes of a client order id that it has had: the order it has, or another one. */
  readonly duplicates: 'existing' | 'another'
  readonly sizes: RunSizes
}

export interface RunSizes {
  readonly orders: number
  readonly randomKills: number
  /** At each marked crash point. */
  readonly pointKills: number
  readonly faultsOfEachKind: number
}

/** Tight beside the orders' values, so that they bind all the time. */
const LIMITS: ChaosLimits = {
  maxOrderNotional: '100',
  maxPositionNotional: '400',
  maxGrossExposure: '5000',
  maxNetExposure: '5000',
  maxOpenOrders: 80,
}
/** Of about one order, so that each order on top is a breach. */
const TIGHTEST: ChaosLimits = { ...LIMITS, maxPositionNotional: '60' }

const USUAL: CoinbaseSettings = {
  limits: LIMITS,
  rpcFaults: { late: 0.005, lost: 0.005, answerLost: 0.005, epochLost: 0.001 },
  duplicates: 'existing',
  sizes: { orders: 10_000, randomKills: 100, pointKills: 3, faultsOfEachKind: 20 },
}

/** What needs no crash to show. */
const UNDISTURBED: RunSizes = { orders: 300, randomKills: 2, pointKills: 0, faultsOfEachKind: 0 }
/** What shows only in a process that ended at the wrong moment. */
const CRASHING: RunSizes = { orders: 100, randomKills: 4, pointKills: 2, faultsOfEachKind: 0 }

const OTHERWISE = {
  // Hides where the venue deduplicates: this exchange then takes a known client order id for another order.
  'blind-retry': { duplicates: 'another', sizes: UNDISTURBED },
  'no-outbox': { sizes: CRASHING },
  'no-fill-dedupe': { sizes: UNDISTURBED },
  'submit-before-commit': { sizes: CRASHING },
  // Approvals that are given up and arrive after all, while their room is given to others.
  'free-reservation-on-timeout': {
    limits: TIGHTEST,
    rpcFaults: { late: 0.2, lost: 0, answerLost: 0, epochLost: 0 },
    sizes: UNDISTURBED,
  },
  // Likewise, and a risk engine that begins again has forgotten them.
  'no-epoch': {
    limits: TIGHTEST,
    rpcFaults: { late: 0.15, lost: 0, answerLost: 0, epochLost: 0.05 },
    sizes: UNDISTURBED,
  },
} as const satisfies Partial<Record<SabotageName, Partial<CoinbaseSettings>>>

/** Those that a whole system in one process gives an occasion to; approvals are never forged in it, for one. */
export const CHAOS_SABOTAGES = Object.keys(OTHERWISE) as readonly ChaosSabotage[]
export type ChaosSabotage = keyof typeof OTHERWISE

export const coinbaseSettings = (sabotage: ChaosSabotage | undefined): CoinbaseSettings => ({
  ...USUAL,
  ...(sabotage === undefined ? {} : OTHERWISE[sabotage]),
})
