/** What a start says before anything trades. */
import { describe, expect, test } from 'vitest'
import { parseConfig } from '../src/config/load-config.ts'
import type { TradingPlan } from '../src/trading/trading-plan.ts'
import { banner } from '../src/up/banner.ts'

const plan: TradingPlan = { mode: 'PAPER', venue: 'paper', dryRun: false, source: { kind: 'live' } }
const said = (tree: object, kind: 'live' | 'simulator' = 'live') =>
  banner({
    ...{ config: parseConfig(tree, 'test'), origin: 'defaults', source: { kind }, plan },
    ...{ address: 'http://127.0.0.1:1', hasPages: true, folder: 'data' },
  })
const sourceLine = (text: string) => text.split('\n').find((line) => line.includes('  source '))

describe('the source', () => {
  test('is called Coinbase where it is', () => {
    expect(sourceLine(said({}))).toContain('Coinbase, live public market data')
  })

  test('is called by its host where that stands in Coinbase’s place', () => {
    const coinbase = { restUrl: 'http://127.0.0.1:8090', wsUrl: 'ws://127.0.0.1:8091' }
    expect(sourceLine(said({ venues: { coinbase } }))).toMatch(
      /127\.0\.0\.1:8090 and 127\.0\.0\.1:8091 in Coinbase's place: not Coinbase's market/,
    )
    const proxied = sourceLine(said({ venues: { coinbase: { wsUrl: 'wss://example.org' } } }))
    expect(proxied).toContain('example.org')
    expect(proxied).not.toContain('live public')
  })

  test('is the simulator of this machine where it was started', () => {
    expect(sourceLine(said({}, 'simulator'))).toContain('a synthetic market')
  })
})
