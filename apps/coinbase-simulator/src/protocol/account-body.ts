/** Accounts, fees, key and portfolio as the REST API shows them. */
import {
  type Currency,
  formatMoney,
  formatRate,
  type Money,
  notional,
  subtractMoney,
  sumMoney,
  type UnixNanos,
  ZERO_MONEY,
} from '@oasis/domain'
import type { FeeSchedule } from '@oasis/matching'
import { type FeeTier, THIRTY_DAYS, TieredFees } from '../accounts/fee-tiers.ts'
import type { ApiKey, User } from '../accounts/user.ts'
import type { VenueExecution } from '../orders/venue-order.ts'
import { wireTime } from './timestamps.ts'
import { isFiat } from './wallet-bodies.ts'

export interface AccountFacts {
  readonly uuid: string
  readonly currency: Currency
  readonly total: Money
  readonly held: Money
  readonly user: User
}

/** The hold is apart from what is available. */
export function accountBody({ uuid, currency, total, held, user }: AccountFacts): object {
  const created = wireTime(user.createdAt)
  return {
    uuid,
    name: `${currency} Wallet`,
    currency,
    available_balance: { value: formatMoney(subtractMoney(total, held)), currency },
    default: true,
    active: true,
    created_at: created,
    updated_at: created,
    deleted_at: null,
    type: isFiat(currency) ? 'ACCOUNT_TYPE_FIAT' : 'ACCOUNT_TYPE_CRYPTO',
    ready: true,
    hold: { value: formatMoney(held), currency },
    retail_portfolio_id: user.portfolioId,
    platform: 'ACCOUNT_PLATFORM_CONSUMER',
  }
}

export interface WalletPage {
  readonly limit: number
  readonly after: string | undefined
  readonly next: string | undefined
}

/** Of the older API (`/v2`), which knows no holds: the amount is all there is. */
export function walletsBody(accounts: readonly AccountFacts[], { limit, after, next }: WalletPage): object {
  return {
    pagination: {
      ending_before: null,
      starting_after: after ?? null,
      previous_ending_before: null,
      next_starting_after: next ?? null,
      limit,
      order: 'desc',
      previous_uri: null,
      next_uri: next === undefined ? null : `/v2/accounts?limit=${limit}&starting_after=${next}`,
    },
    data: accounts.map(walletBody),
  }
}

function walletBody({ uuid, currency, total, user }: AccountFacts): object {
  const created = wireTime(user.createdAt)
  return {
    id: uuid,
    name: `${currency} Wallet`,
    primary: currency === 'USD',
    type: isFiat(currency) ? 'fiat' : 'wallet',
    currency: {
      code: currency,
      name: currency,
      color: '#0052FF',
      sort_index: 100,
      exponent: isFiat(currency) ? 2 : 8,
      type: isFiat(currency) ? 'fiat' : 'crypto',
    },
    balance: { amount: formatMoney(total), currency },
    created_at: created,
    updated_at: created,
    resource: 'account',
    resource_path: `/v2/accounts/${uuid}`,
    allow_deposits: true,
    allow_withdrawals: true,
  }
}

/** Volumes are numbers, rates text, as at the venue. */
export function transactionSummaryBody(
  user: User,
  { fees: rates, executions }: { readonly fees: FeeSchedule; readonly executions: readonly VenueExecution[] },
  now: UnixNanos,
): object {
  const tier = rates instanceof TieredFees ? rates.tier : fixedTier(user)
  const recent = executions.filter(({ at, reverses }) => at > now - THIRTY_DAYS && reverses === undefined)
  const volume = Number(formatMoney(sumMoney(recent.map(({ price, quantity }) => notional(price, quantity)))))
  const fees = Number(formatMoney(sumMoney(recent.map(({ fee }) => fee))))
  return {
    total_volume: volume,
    total_fees: fees,
    fee_tier: {
      pricing_tier: tier.name,
      usd_from: formatMoney(tier.from),
      usd_to: tier.to === undefined ? '' : formatMoney(tier.to),
      taker_fee_rate: formatRate(tier.taker),
      maker_fee_rate: formatRate(tier.maker),
      aop_from: '',
      aop_to: '',
    },
    margin_rate: null,
    goods_and_services_tax: null,
    advanced_trade_only_volume: volume,
    advanced_trade_only_fees: fees,
    coinbase_pro_volume: 0,
    coinbase_pro_fees: 0,
    total_balance: '',
    has_promo_fee: false,
  }
}

const fixedTier = ({ pricingTier, fees }: User): FeeTier => ({
  ...fees,
  name: pricingTier,
  from: ZERO_MONEY,
  to: undefined,
})

export const keyPermissionsBody = (key: ApiKey, user: User): object => ({
  can_view: key.permissions.includes('view'),
  can_trade: key.permissions.includes('trade'),
  can_transfer: key.permissions.includes('transfer'),
  portfolio_uuid: user.portfolioId,
  portfolio_type: 'DEFAULT',
})

export const portfoliosBody = (user: User): object => ({
  portfolios: [{ name: 'Default', uuid: user.portfolioId, type: 'DEFAULT', deleted: false }],
})
