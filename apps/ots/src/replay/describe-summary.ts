/** The summary of a replay for a person. */
import { textTable } from '../commands/text-table.ts'
import type { ReplaySummary } from './replay-summary.ts'

export function describeSummary(summary: ReplaySummary): string {
  return [
    `${summary.frames} frames (${counts(summary.channels)}), ${summary.gaps} gaps, ${summary.resyncs} resyncs`,
    '',
    instruments(summary),
    '',
    `signals     ${summary.signals}`,
    `decisions   ${summary.decisions.approved} approved${denials(summary)}`,
    `orders      ${counts(summary.orders) || 'none'}`,
    `executions  ${summary.executions}`,
    '',
    positions(summary),
    `cash        ${counts(summary.cash)}`,
    `equity      ${summary.equity ?? 'unknown: a held position has no mark'}`,
    '',
    `state hash  ${summary.stateHash}`,
    `took        ${(summary.wallMs / 1_000).toFixed(1)} s`,
  ].join('\n')
}

const counts = (record: Readonly<Record<string, number | string>>): string =>
  Object.entries(record)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

function denials({ decisions }: ReplaySummary): string {
  const text = counts(decisions.denied)
  return text === '' ? ', none denied' : `; denied: ${text}`
}

function instruments(summary: ReplaySummary): string {
  const heads = [
    'instrument',
    'trades',
    'of a snapshot',
    'volume',
    'best bid',
    'best ask',
    'bids',
    'asks',
    'book',
  ]
  return textTable(
    heads.map((head, i) => ({ head, right: i > 0 && i < 8 })),
    Object.entries(summary.instruments).map(([id, one]) => [
      id,
      String(one.tradesLive),
      String(one.tradesSnapshot),
      one.liveVolume,
      one.bestBid ?? '-',
      one.bestAsk ?? '-',
      String(one.bidLevels),
      String(one.askLevels),
      one.book,
    ]),
  )
}

function positions(summary: ReplaySummary): string {
  const rows = Object.entries(summary.positions).map(([id, p]) => [
    id,
    p.quantity,
    p.costBasis,
    p.realizedPnl,
    p.fees,
  ])
  if (rows.length === 0) return 'no positions'
  return textTable(
    ['position', 'quantity', 'cost', 'realised', 'fees'].map((head, i) => ({ head, right: i > 0 })),
    rows,
  )
}
