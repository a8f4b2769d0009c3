/** What a person reads with redis-cli: amounts as decimal text, one field a currency or instrument. */
import {
  formatMoney,
  formatPrice,
  formatQuantity,
  type Portfolio,
  type PortfolioPosition,
  type UnixNanos,
} from '@oasis/domain'

type Fields = Readonly<Record<string, string>>

/** The hashes of an account, each under the key of its name. */
export interface PortfolioFields {
  readonly portfolio: Fields
  readonly balances: Fields
  readonly positions: Fields
  readonly exposure: Fields
  readonly marks: Fields
}

export function portfolioFields(portfolio: Portfolio): PortfolioFields {
  const { balances, positions, equity, grossExposure, netExposure } = portfolio
  return {
    portfolio: {
      ...versionFields(portfolio),
      time: isoTime(portfolio.ts),
      mode: portfolio.mode,
      valuationCurrency: portfolio.valuationCurrency,
      openOrders: String(portfolio.openOrders),
      ...(equity === undefined ? {} : { equity: formatMoney(equity) }),
    },
    balances: Object.fromEntries(
      balances.map(({ currency, total, held }) => [
        currency,
        JSON.stringify({ total: formatMoney(total), held: formatMoney(held) }),
      ]),
    ),
    positions: Object.fromEntries(positions.map((row) => [row.instrumentId, positionText(row)])),
    exposure: { gross: formatMoney(grossExposure), net: formatMoney(netExposure) },
    marks: Object.fromEntries(
      positions.flatMap(({ instrumentId, mark }) => (mark ? [[instrumentId, formatPrice(mark)]] : [])),
    ),
  }
}

/** By which the script compares: see put-portfolio.ts. */
const versionFields = ({ riskEpoch, accountSeq, ts }: Portfolio): Fields => ({
  riskEpoch: String(riskEpoch),
  accountSeq: String(accountSeq),
  ts: String(ts),
})

function positionText(row: PortfolioPosition): string {
  return JSON.stringify({
    quantity: formatQuantity(row.quantity),
    costBasis: formatMoney(row.costBasis),
    realizedPnl: formatMoney(row.realizedPnl),
    fees: formatMoney(row.fees),
    // Left out of the text where it is not known.
    value: row.value === undefined ? undefined : formatMoney(row.value),
    unrealizedPnl: row.unrealizedPnl === undefined ? undefined : formatMoney(row.unrealizedPnl),
  })
}

const isoTime = (ts: UnixNanos): string => new Date(Number(ts / 1_000_000n)).toISOString()
