/** What a start says: mode, source, venue, address, strategies; what money is at stake first of all. */
import { formatMoney, formatRate } from '@oasis/domain'
import { accountOf, type OtsConfig } from '../config/schema.ts'
import type { Source } from '../source/choose-source.ts'
import type { TradingPlan } from '../trading/trading-plan.ts'
import { hostFaults } from '../trading/venue-hosts.ts'

const SOURCES = {
  live: 'Coinbase, live public market data',
  simulator: 'simulator, a synthetic market on this machine',
  replay: 'replay of a recording',
} as const

export interface BannerFacts {
  readonly config: OtsConfig
  readonly origin: string
  readonly source: Source
  readonly plan: TradingPlan
  /** What the venue says of the account: fees, portfolio. */
  readonly account?: string
  readonly address: string
  /** Whether there is more to look at than the API and the page of the status. */
  readonly hasPages: boolean
  readonly folder: string
}

export function banner(facts: BannerFacts): string {
  const { config, origin, source, address, folder, plan } = facts
  return [
    'Oasis Trading System',
    ...modeLines(plan, config),
    `  source      ${sourceOf(source, config)}`,
    `  page        ${address}`,
    ...(facts.hasPages
      ? []
      : ['              (not built: "npm run build" does; until then, the status alone)']),
    `  settings    ${origin}`,
    `  state       ${folder}`,
    plan.venue === 'paper' ? paperLine(config) : `  venue       ${facts.account ?? 'Coinbase'}`,
    ...config.strategies.map(
      (s) => `  strategy    ${s.id}: ${s.type} on ${s.instruments.join(', ')} ${JSON.stringify(s.params)}`,
    ),
    '  Ctrl-C stops it; state is kept.',
    ...(plan.mode === 'REAL' && !plan.dryRun
      ? [
          '  Orders that rest at the venue stay there: "ots halt" cancels them, "ots watchdog" when this dies.',
        ]
      : []),
    '',
  ].join('\n')
}

/** Only Coinbase's own host is called that: what is beside it may be anything. */
function sourceOf(source: Source, { venues: { coinbase } }: OtsConfig): string {
  if (source.kind === 'replay') return `${SOURCES.replay} (${source.file})`
  if (source.kind === 'simulator') return SOURCES.simulator
  const foreign = hostFaults(coinbase, 'REAL').length > 0
  if (!foreign) return SOURCES.live
  const hosts = new Set([coinbase.restUrl, coinbase.wsUrl].map((address) => new URL(address).host))
  return `${[...hosts].join(' and ')} in Coinbase's place: not Coinbase's market`
}

function modeLines({ mode, dryRun, venue, portfolioId }: TradingPlan, config: OtsConfig): string[] {
  const dry = dryRun
    ? ['  dry run     orders are previewed at the venue and NOT SENT; nothing is cancelled']
    : []
  if (mode === 'REAL') {
    const { id } = accountOf(config)
    const what = dryRun ? 'looks at REAL MONEY and trades none of it' : 'orders trade REAL MONEY'
    return [`  mode        REAL: ${what}`, `  account     ${id}, portfolio ${portfolioId}`, ...dry]
  }
  const how =
    venue === 'paper' ? 'no real money, no real orders' : "no real money; orders on Coinbase's protocol"
  return [`  mode        PAPER: ${how}`, ...dry]
}

function paperLine({ venues: { paper } }: OtsConfig): string {
  const balances = [...paper.openingBalances].map(([code, amount]) => `${formatMoney(amount)} ${code}`)
  const percent = (rate: bigint) => `${formatRate((rate * 100n) as typeof paper.makerFee)} %`
  return `  paper       opens with ${balances.join(', ')}; fees ${percent(paper.makerFee)} maker, ${percent(paper.takerFee)} taker; latency ${paper.latencyMs.join('/')} ms`
}
