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
}

/** Tight beside the orders' values, so that they bind all the time. */
const LIMITS: ChaosLimits = {
  maxOrderNotional: '100',
  maxPositionNotional: '400',
  maxGrossExposure: '5000',
  maxNetExposure: '5000',
  maxOpenOrders: 60,
}
/** Of about one order, so that each order on top is a breach. */
const TIGHTEST: ChaosLimits = { ...LIMITS, maxPositionNotional: '60' }

const USUAL: CoinbaseSettings = {
  limits: LIMITS,
  rpcFaults: { late: 0.005, lost: 0.005, answerLost: 0.005, epochLost: 0.001 },
  duplicates: 'existing',
}

const OTHERWISE: Readonly<Record<SabotageName, Partial<CoinbaseSettings>>> = {
  // Hides where the venue deduplicates.
  'blind-retry': { duplicates: 'another' },
  'no-outbox': {},
  'no-fill-dedupe': {},
  'submit-before-commit': {},
  // Changes nothing here, where nobody calls but risk: it is the simulation's rogue that shows it.
  'no-approval-check': {},
  'free-reservation-on-timeout': {
    limits: TIGHTEST,
    rpcFaults: { late: 0.2, lost: 0, answerLost: 0, epochLost: 0 },
  },
  'no-epoch': { limits: TIGHTEST, rpcFaults: { late: 0.15, lost: 0, answerLost: 0, epochLost: 0.05 } },
}

export const coinbaseSettings = (sabotage: SabotageName | undefined): CoinbaseSettings => ({
  ...USUAL,
  ...(sabotage === undefined ? {} : OTHERWISE[sabotage]),
})
