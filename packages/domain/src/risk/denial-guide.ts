/**
 * What each denial means, what a person does about it, and the names of the values that come with it. The reference page
 * is made from this; and rules can give no value that is not named here.
 */
import type { DenialCode } from './denial-code.ts'

export interface DenialGuide {
  /** Completes "the order was denied because …". */
  readonly meaning: string
  readonly remedy: string
  /** Which of them come depends on the case. */
  readonly context: readonly string[]
}

export const DENIAL_GUIDE = {
  MALFORMED_INTENT: {
    meaning:
      'it contradicts itself: a size or price of zero, an expiry with a time in force that has none, a replacement of an order that is not its own, an account that nobody here knows.',
    remedy: 'Mend the strategy; `why` says what is wrong.',
    context: ['why', 'account'],
  },
  MODE_MISMATCH: {
    meaning: 'its mode (paper or real) is not that of the account.',
    remedy: "Set the strategy's account to one of the mode it is meant for.",
    context: ['intent', 'account'],
  },
  UNKNOWN_INSTRUMENT: {
    meaning: "nothing is known of the instrument, or it is another venue's.",
    remedy: 'Check the spelling, and that the instrument is configured for a connector of this venue.',
    context: ['instrument', 'venue'],
  },
  INSTRUMENT_NOT_TRADABLE: {
    meaning:
      "the venue does not take such an order on the instrument now, or the instrument is not quoted in the account's valuation currency.",
    remedy:
      "Wait until the venue's status allows it, or trade an instrument quoted in the valuation currency.",
    context: ['status', 'type', 'quote', 'valuationCurrency'],
  },
  PRICE_INCREMENT: {
    meaning: "its price or stop price is no multiple of the venue's price increment.",
    remedy: 'Round prices to `increment` in the strategy.',
    context: ['price', 'increment'],
  },
  SIZE_INCREMENT: {
    meaning: "its size is no multiple of the venue's size increment.",
    remedy: 'Round sizes to `increment` in the strategy.',
    context: ['quantity', 'increment'],
  },
  BELOW_MIN_SIZE: {
    meaning: 'it is smaller than the venue takes.',
    remedy: 'Order at least `minimum`.',
    context: ['quantity', 'minimum'],
  },
  ABOVE_MAX_SIZE: {
    meaning: 'it is larger than the venue takes, in size or in value.',
    remedy: 'Split it: no part may exceed `maximum`.',
    context: ['quantity', 'notional', 'maximum'],
  },
  BELOW_MIN_NOTIONAL: {
    meaning: 'it may come to less than the venue takes.',
    remedy: 'Order for at least `minimum`.',
    context: ['notional', 'minimum'],
  },
  ORDER_NOTIONAL_LIMIT: {
    meaning: 'its value is beyond `maxOrderNotional`, the strictest of the three levels.',
    remedy: 'Split it, or raise the limit with `SET_RISK_LIMITS`.',
    context: ['requested', 'limit'],
  },
  POSITION_LIMIT: {
    meaning:
      'with it and everything open on its side, the position could go beyond `maxPositionNotional`. Reductions are let through.',
    remedy: 'Reduce the position, cancel open orders, or raise the limit of that level.',
    context: ['level', 'position', 'limit'],
  },
  GROSS_EXPOSURE_LIMIT: {
    meaning:
      "the sum of all positions' sizes, open orders at their worst included, could go beyond `maxGrossExposure`. Reductions are let through.",
    remedy: 'Reduce positions, cancel open orders, or raise the limit of that level.',
    context: ['level', 'exposure', 'limit'],
  },
  NET_EXPOSURE_LIMIT: {
    meaning:
      'longs against shorts, open orders at their worst included, could go beyond `maxNetExposure`. Reductions are let through.',
    remedy: 'Reduce positions, cancel open orders, or raise the limit of that level.',
    context: ['level', 'exposure', 'limit'],
  },
  OPEN_ORDERS_LIMIT: {
    meaning: 'as many orders as `maxOpenOrders` allows are open, approvals on their way included.',
    remedy: 'Cancel some, or raise the limit of that level.',
    context: ['level', 'open', 'limit'],
  },
  PRICE_COLLAR: {
    meaning:
      'its price, or the last level that a market order would reach, is further from the reference than `priceCollar`; or the visible book does not hold a market order.',
    remedy: 'Order closer to the market, or less of it.',
    context: ['price', 'reference', 'why'],
  },
  NO_REFERENCE_PRICE: {
    meaning: 'there is no price to judge it by, or something else that is held never had one.',
    remedy: "Check the feed of `instrument`: its connector's health and `ots doctor`.",
    context: ['instrument', 'why'],
  },
  STALE_REFERENCE_PRICE: {
    meaning:
      'the last price is older than `maxReferenceAgeMs`, its feed is stale, or its time is more than 500 ms in the future (`why`).',
    remedy:
      'Check the feed of `instrument`, and the clocks if `why` says so. Flattening can be told to accept stale prices.',
    context: ['instrument', 'ageMs', 'limitMs', 'why'],
  },
  STALE_SIGNAL: {
    meaning:
      'the event that caused it reached us longer ago than `maxSignalAgeMs`, or bears a time more than 500 ms in the future (`why`).',
    remedy:
      'Nothing, after downtime: it comes from catching up. Else look for what is slow; in the future, for a clock that is wrong.',
    context: ['ageMs', 'limitMs', 'why'],
  },
  ORDER_RATE_LIMIT: {
    meaning:
      'too many orders were approved. Each level has a bucket of `maxOrdersPerSecond` tokens (at least one), which fills at that rate: so many may come at once, and no more.',
    remedy: 'Order less often, or raise the limit of that level.',
    context: ['level', 'perSecond'],
  },
  CANCEL_RATE_LIMIT: {
    meaning:
      'too many cancels were asked for, replacements included. Buckets as for orders, of `maxCancelsPerSecond` tokens. Cancels while HALTED are not limited.',
    remedy: 'Cancel less often, or raise the limit of that level; `ots halt` cancels everything at once.',
    context: ['level', 'perSecond'],
  },
  DAILY_LOSS_LIMIT: {
    meaning:
      "equity has fallen since the beginning of the UTC day (or the last resume) by `maxDailyLoss` or more, the strictest of the three levels. Crossing the account's own limit also halts it. Reductions are let through. Equity counts a holding at its last mid, even in doubt; one that never had a price counts as nothing until it has one, and then moves what losses are measured from as well.",
    remedy: 'Find out why. A resume re-arms the limit from the equity at that moment.',
    context: ['loss', 'limit', 'equity', 'from'],
  },
  DRAWDOWN_LIMIT: {
    meaning:
      "equity has fallen from its peak since the start (or the last resume) by `maxDrawdown` or more, the strictest of the three levels. Crossing the account's own limit also halts it. Reductions are let through. Equity is as for DAILY_LOSS_LIMIT.",
    remedy: 'Find out why. A resume re-arms the limit from the equity at that moment.',
    context: ['loss', 'limit', 'equity', 'from'],
  },
  INSUFFICIENT_BALANCE: {
    meaning:
      'the account cannot pay for it with what no open order holds, fees included; or it would sell what another strategy has booked.',
    remedy: 'Cancel open orders, order less, or pay in.',
    context: ['currency', 'free', 'needed', 'booked'],
  },
  REDUCE_ONLY_VIOLATION: {
    meaning:
      "it asked only to reduce, and could cross zero with everything open on its side filled: the strategy's position or the account's.",
    remedy: 'Order less, or cancel what is open on that side.',
    context: ['instrument', 'side'],
  },
  SELF_TRADE: {
    meaning:
      'it could trade with an order of the same account that rests on the instrument or may come to rest, whichever strategy it is of; or, where it may rest itself, with one on its way that never does (IOC, FOK, market). A market order could trade with any on the other side.',
    remedy: 'Cancel the resting order first, wait for the one on its way, or keep prices apart.',
    context: ['instrument', 'side', 'price', 'own'],
  },
  INTENT_MISMATCH: {
    meaning: 'the same intent id came before with another content.',
    remedy: 'A defect of the strategy or of its host: the same cause must give the same order.',
    context: ['intent'],
  },
  BOT_PAUSED: {
    meaning: 'the account is paused: no new entries. Reductions are let through.',
    remedy: 'Set the status to RUNNING when it may trade again.',
    context: ['reason'],
  },
  BOT_HALTED: {
    meaning:
      'the account is halted: only MARKET and IOC orders that reduce and are flagged `reduceOnly` are let through.',
    remedy: 'Find out why, then resume by naming the halt (`haltEpoch`).',
    context: ['haltEpoch', 'reason', 'why'],
  },
  STRATEGY_STOPPED: {
    meaning: 'its strategy is stopped. Reductions are denied, too; flattening in a halt is not.',
    remedy: 'Start the strategy again, or let a halt with flatten sell what it holds.',
    context: ['strategy'],
  },
  RECONCILING: {
    meaning: "the risk engine does not know the account's state yet, or has stopped for good.",
    remedy: 'Wait; when `phase` is STOPPED, a person must look at `reason`.',
    context: ['phase', 'reason'],
  },
  ORDER_OUTCOME_UNKNOWN: {
    meaning:
      'another order on the instrument has an outcome that cannot be told yet, or is under review. Reductions are denied, too.',
    remedy: 'Wait until it is resolved; one in REVIEW needs `ots orders resolve`.',
    context: ['instrument', 'orders'],
  },
  ORDER_MANAGER_UNAVAILABLE: {
    meaning: 'the order manager has given no answer to the last call.',
    remedy: 'Check that it runs; orders are taken again as soon as it answers.',
    context: ['reason'],
  },
} as const satisfies Readonly<Record<DenialCode, DenialGuide>>

/** Names of the values that may come with a denial of that code. */
export type DenialContextKey<Code extends DenialCode> = (typeof DENIAL_GUIDE)[Code]['context'][number]
