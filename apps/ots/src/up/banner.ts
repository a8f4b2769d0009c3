/** What a start says: mode, source, address, strategies, and the paper venue's assumptions. */
import { formatMoney, formatRate } from '@oasis/domain'
import type { OtsConfig } from '../config/schema.ts'
import type { Source } from '../source/choose-source.ts'

const SOURCES = {
  live: 'Coinbase, live public market data',
  simulator: 'simulator, a synthetic market on this machine',
  replay: 'replay of a recording',
} as const

export interface BannerFacts {
  readonly config: OtsConfig
  readonly origin: string
  readonly source: Source
  readonly address: string
  readonly folder: string
}

export function banner({ config, origin, source, address, folder }: BannerFacts): string {
  const { paper } = config.venues
  const balances = [...paper.openingBalances].map(([code, amount]) => `${formatMoney(amount)} ${code}`)
  const percent = (rate: bigint) => `${formatRate((rate * 100n) as typeof paper.makerFee)} %`
  return [
    'Oasis Trading System',
    `  mode        PAPER: no real money, no real orders`,
    `  source      ${SOURCES[source.kind]}${source.kind === 'replay' ? ` (${source.file})` : ''}`,
    `  page        ${address}`,
    `  settings    ${origin}`,
    `  state       ${folder}`,
    `  paper       opens with ${balances.join(', ')}; fees ${percent(paper.makerFee)} maker, ${percent(paper.takerFee)} taker; latency ${paper.latencyMs.join('/')} ms`,
    ...config.strategies.map(
      (s) => `  strategy    ${s.id}: ${s.type} on ${s.instruments.join(', ')} ${JSON.stringify(s.params)}`,
    ),
    '  Ctrl-C stops it; state is kept.',
    '',
  ].join('\n')
}
