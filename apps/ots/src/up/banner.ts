/** What a start says: mode, source, venue, address, strategies; what money is at stake first of all. */
import { formatMoney, formatRate } from '@oasis/domain'
import { accountOf, type OtsConfig } from '../config/schema.ts'
import type { Source } from '../source/choose-source.ts'
import type { TradingPlan } from '../trading/trading-plan.ts'

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
  readonly folder: string
}

export function banner(facts: BannerFacts): string {
  const { config, origin, source, address, folder, plan } = facts
  return [
    'Oasis Trading System',
    ...modeLines(plan, config),
    `  source      ${SOURCES[source.kind]}${source.kind === 'replay' ? ` (${source.file})` : ''}`,
    `  page        ${address}`,
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
