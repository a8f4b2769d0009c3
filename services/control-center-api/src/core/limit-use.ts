/** How much of each limit of an account is used, as far as its portfolio tells. Pure. */
import {
  type AccountControlState,
  absMoney,
  accountLimits,
  formatMoney,
  formatRate,
  type Limits,
  type LimitsBook,
  type Money,
  type Portfolio,
  ratio,
} from '@oasis/domain'

export interface LimitUse {
  readonly limit: keyof Limits
  readonly allowed: string
  /** Undefined where it is not known, as an equity without a price, and where it is of one order alone. */
  readonly used?: string
  /** Of what is allowed: 0.83 for 83 %. */
  readonly share?: number
}

export interface Used {
  readonly portfolio: Portfolio | undefined
  /** Orders approved in the last second. */
  readonly ordersPerSecond: number
  /** Cancels handed on in the last second. */
  readonly cancelsPerSecond: number
}

export function limitUses(
  { accountId, limits }: Pick<AccountControlState, 'accountId' | 'limits'>,
  marks: AccountControlState['marks'],
  seeds: LimitsBook,
  { portfolio, ordersPerSecond, cancelsPerSecond }: Used,
): readonly LimitUse[] {
  const set = limits.find(({ scope }) => scope.level === 'account' && scope.id === accountId)?.limits
  const allowed = { ...accountLimits(seeds, accountId), ...set }
  const money = (
    limit: 'maxGrossExposure' | 'maxNetExposure' | 'maxPositionNotional',
    used?: Money,
  ): LimitUse => ({
    ...{ limit, allowed: formatMoney(allowed[limit]) },
    ...(used === undefined ? {} : { used: formatMoney(used), ...shareOf(used, allowed[limit]) }),
  })
  const loss = (limit: 'maxDailyLoss' | 'maxDrawdown', from: Money | undefined): LimitUse => {
    const equity = portfolio?.equity
    const bound = allowed[limit]
    if (equity === undefined || from === undefined || from <= 0n) return { limit, allowed: formatRate(bound) }
    const lost = ratio((from > equity ? from - equity : 0n) as Money, from, 'DOWN')
    return { limit, allowed: formatRate(bound), used: formatRate(lost), ...shareOf(lost, bound) }
  }
  const plain = (limit: keyof Limits): LimitUse => ({ limit, allowed: String(allowed[limit]) })
  const rate = (limit: 'maxOrdersPerSecond' | 'maxCancelsPerSecond', used: number): LimitUse => ({
    ...{ ...plain(limit), used: String(used) },
    ...(allowed[limit] > 0 ? { share: used / allowed[limit] } : {}),
  })
  const open = portfolio?.openOrders
  return [
    { limit: 'maxOrderNotional', allowed: formatMoney(allowed.maxOrderNotional) },
    money('maxPositionNotional', largestPosition(portfolio)),
    money('maxGrossExposure', portfolio?.grossExposure),
    money('maxNetExposure', portfolio && absMoney(portfolio.netExposure)),
    {
      ...plain('maxOpenOrders'),
      ...(open === undefined
        ? {}
        : { used: String(open), ...shareOf(BigInt(open), BigInt(allowed.maxOpenOrders)) }),
    },
    loss('maxDailyLoss', marks?.dayStartEquity),
    loss('maxDrawdown', marks?.peakEquity),
    { limit: 'priceCollar', allowed: formatRate(allowed.priceCollar) },
    plain('maxReferenceAgeMs'),
    plain('maxSignalAgeMs'),
    rate('maxOrdersPerSecond', ordersPerSecond),
    rate('maxCancelsPerSecond', cancelsPerSecond),
  ]
}

/** For a bar on a page: four digits are enough. */
const shareOf = (used: bigint, allowed: bigint): { readonly share?: number } =>
  allowed <= 0n ? {} : { share: Number((used * 10_000n) / allowed) / 10_000 }

function largestPosition(portfolio: Portfolio | undefined): Money | undefined {
  if (portfolio === undefined) return undefined
  let largest = 0n as Money
  for (const { value } of portfolio.positions) {
    const size = value === undefined ? largest : absMoney(value)
    if (size > largest) largest = size
  }
  return largest
}
