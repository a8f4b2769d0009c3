/** What a process may trade: real money only where everything is there, and everything that is missing is told at once. */
import { describeError, OtsError } from '@oasis/runtime'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '../src/config/load-config.ts'
import { readTradingEnvironment, type TradingEnvironment } from '../src/config/trading-environment.ts'
import { planTrading, planWatch, stateFolderOf, type TradingWish } from '../src/trading/trading-plan.ts'

const OWN = { id: 'own', type: 'every-n-ticks', instruments: ['coinbase:BTC-USD'], params: { quantity: '1' } }
const REAL_TREE = { accounts: [{ id: 'coinbase.main.real', mode: 'REAL' }], strategies: [OWN] }
const PORTFOLIO = '8f0c2a4e-0000-4000-8000-00000000abcd'
const CONFIRMED: TradingEnvironment = { mode: 'REAL', confirm: PORTFOLIO, keyFile: 'key.json' }
const LOCAL = {
  restUrl: 'http://127.0.0.1:8090',
  wsUrl: 'ws://127.0.0.1:8090',
  userWsUrl: 'ws://127.0.0.1:8090',
}
const WISH: TradingWish = { source: 'auto', dryRun: false }

const plan = (tree: object, trading: TradingEnvironment, wish: Partial<TradingWish> = {}) =>
  planTrading({ config: parseConfig(tree, 'test'), trading }, { ...WISH, ...wish })

function refusal(tree: object, trading: TradingEnvironment, wish: Partial<TradingWish> = {}): string {
  try {
    plan(tree, trading, wish)
  } catch (error) {
    expect(error).toBeInstanceOf(OtsError)
    return describeError(error)
  }
  throw new Error('it was allowed')
}

const withAddresses = (coinbase: object) => ({ ...REAL_TREE, venues: { coinbase } })

describe('a REAL account', () => {
  test('trades at Coinbase, on the live market, when everything is there', () => {
    expect(plan(REAL_TREE, CONFIRMED)).toEqual({
      mode: 'REAL',
      venue: 'coinbase',
      dryRun: false,
      source: { kind: 'live' },
      portfolioId: PORTFOLIO,
      keyFile: 'key.json',
    })
  })

  test('is told of everything that is missing in one error, each with what to do', () => {
    const text = refusal(REAL_TREE, { mode: 'PAPER' })
    expect(text).toMatch(/^OTS_REAL_REFUSED/)
    for (const part of [
      'set OTS_TRADING_MODE=real',
      'OTS_REAL_CONFIRM is not set',
      'OTS_COINBASE_KEY_FILE is not set',
      'first-real-trade.md',
    ]) {
      expect(text).toContain(part)
    }
  })

  test('is not traded while any of the confirmations lacks, whichever (property)', () => {
    const wholly: Record<string, unknown> = { ...CONFIRMED }
    fc.assert(
      fc.property(fc.subarray(['mode', 'confirm', 'keyFile'], { minLength: 1 }), (missing) => {
        const rest = Object.fromEntries(Object.entries(wholly).filter(([name]) => !missing.includes(name)))
        expect(refusal(REAL_TREE, { mode: 'PAPER', ...rest })).toMatch(/^OTS_REAL_REFUSED/)
      }),
    )
  })

  test.each([
    ['another host', { restUrl: 'https://api.coinbase.com.example.org' }, 'restUrl'],
    ['the simulator', LOCAL, 'wsUrl'],
    ['no encryption', { restUrl: 'http://api.coinbase.com' }, 'restUrl'],
    ['another port', { restUrl: 'https://api.coinbase.com:8443' }, 'restUrl'],
    ['a name and password', { restUrl: 'https://a:b@api.coinbase.com' }, 'restUrl'],
    ['a path', { restUrl: 'https://api.coinbase.com/v2' }, 'restUrl'],
    ['another feed', { wsUrl: 'wss://example.org' }, 'wsUrl'],
    ['another user feed', { userWsUrl: 'wss://example.org' }, 'userWsUrl'],
  ])('is refused against %s', (_what, addresses, name) => {
    expect(refusal(withAddresses(addresses), CONFIRMED)).toContain(`venues.coinbase.${name} is`)
  })

  test('is refused on any market but the live one, and at the paper venue', () => {
    const text = refusal(REAL_TREE, CONFIRMED, { source: { kind: 'simulator' }, venue: 'paper' })
    expect(text).toContain('--source simulator')
    expect(text).toContain('--venue paper')
    expect(refusal(REAL_TREE, CONFIRMED, { source: { kind: 'replay', file: 'x' } })).toContain('replay')
  })

  test('is refused with a confirmation that could name another folder', () => {
    expect(refusal(REAL_TREE, { ...CONFIRMED, confirm: '../paper' })).toContain('is no portfolio id')
  })
})

describe('a PAPER account', () => {
  test('trades at the paper venue by default, and needs nothing', () => {
    expect(plan({}, { mode: 'PAPER' })).toEqual({
      ...{ mode: 'PAPER', venue: 'paper', dryRun: false, source: 'auto' },
    })
  })

  test('is refused where real trading was asked for: nobody shall believe that it is', () => {
    expect(refusal({}, CONFIRMED)).toMatch(/OTS_REAL_REFUSED[\s\S]*is PAPER/)
  })

  test('takes the private path on the simulator, with the key that it brings', () => {
    const wish = { source: { kind: 'simulator' }, venue: 'coinbase' } as const
    expect(plan({}, { mode: 'PAPER' }, wish)).toMatchObject({ mode: 'PAPER', venue: 'coinbase' })
    expect(plan({}, { mode: 'PAPER', keyFile: 'mine' }, wish)).not.toHaveProperty('keyFile')
    expect(plan({}, { mode: 'PAPER' }, { venue: 'coinbase' })).toMatchObject({
      source: { kind: 'simulator' },
    })
  })

  test('never reaches Coinbase itself: its orders go to this machine or nowhere', () => {
    const wish = { source: { kind: 'live' }, venue: 'coinbase' } as const
    expect(refusal({}, { mode: 'PAPER', keyFile: 'k' }, wish)).toContain(
      'only to a simulator on this machine',
    )
    const mixed = { venues: { coinbase: { ...LOCAL, userWsUrl: 'wss://example.org' } } }
    expect(refusal(mixed, { mode: 'PAPER', keyFile: 'k' }, wish)).toContain('userWsUrl')
    const local = { venues: { coinbase: LOCAL } }
    expect(plan(local, { mode: 'PAPER', keyFile: 'k' }, wish)).toMatchObject({ keyFile: 'k' })
    expect(refusal(local, { mode: 'PAPER' }, wish)).toContain('OTS_COINBASE_KEY_FILE')
  })

  test('has no dry run at the paper venue, and no orders of the private path on a recording', () => {
    expect(refusal({}, { mode: 'PAPER' }, { dryRun: true })).toMatch(/^OTS_USAGE/)
    const wish = { source: { kind: 'replay', file: 'x' }, venue: 'coinbase' } as const
    expect(refusal({}, { mode: 'PAPER' }, wish)).toMatch(/^OTS_USAGE/)
  })
})

test('a portfolio id that would lead out of the data folder is none', () => {
  const local = { venues: { coinbase: LOCAL } }
  const trading = plan(
    local,
    { mode: 'PAPER', keyFile: 'k' },
    { source: { kind: 'live' }, venue: 'coinbase' },
  )
  expect(() => stateFolderOf(trading, { kind: 'live' }, '../real')).toThrow('is none')
})

describe('while Node is told to believe any certificate', () => {
  const unverified = (more: object = {}) => ({ ...CONFIRMED, unverifiedTls: true as const, ...more })

  test('a REAL account is neither traded nor watched', () => {
    expect(refusal(REAL_TREE, unverified())).toContain('NODE_TLS_REJECT_UNAUTHORIZED is 0')
    const config = parseConfig(REAL_TREE, 'test')
    const watched = () => planWatch({ config, trading: unverified({ watchdogKeyFile: 'w' }) })
    expect(watched).toThrow('NODE_TLS_REJECT_UNAUTHORIZED is 0')
  })

  test('paper is, since nothing is at stake', () => {
    expect(plan({}, { mode: 'PAPER', unverifiedTls: true })).toMatchObject({ mode: 'PAPER' })
  })

  test.each([
    ['0', true],
    ['1', undefined],
    [undefined, undefined],
  ])('which %s says', (value, expected) => {
    expect(readTradingEnvironment({ NODE_TLS_REJECT_UNAUTHORIZED: value }).unverifiedTls).toBe(expected)
  })
})

test('a watchdog on paper without a simulator of its own is told how to rehearse', () => {
  const trading: TradingEnvironment = { mode: 'PAPER', watchdogKeyFile: 'w' }
  try {
    planWatch({ config: parseConfig({}, 'test'), trading })
  } catch (error) {
    expect(describeError(error)).toMatch(
      /^OTS_USAGE[\s\S]*ots simulator[\s\S]*--source live --venue coinbase/,
    )
    return
  }
  throw new Error('it was allowed')
})

test('no two kinds of trading share a folder', () => {
  const local = { venues: { coinbase: LOCAL } }
  const paper: TradingEnvironment = { mode: 'PAPER', keyFile: 'k' }
  const live = { kind: 'live' } as const
  const simulator = { kind: 'simulator' } as const
  const folders = [
    stateFolderOf(plan({}, paper), live),
    stateFolderOf(plan({}, paper), simulator),
    stateFolderOf(plan({}, paper), { kind: 'replay', file: 'x' }),
    stateFolderOf(plan({}, paper, { source: simulator, venue: 'coinbase' }), simulator),
    stateFolderOf(plan({}, paper, { source: simulator, venue: 'coinbase', dryRun: true }), simulator),
    stateFolderOf(plan(local, paper, { source: live, venue: 'coinbase' }), live, 'one'),
    stateFolderOf(plan(local, paper, { source: live, venue: 'coinbase' }), live, 'two'),
    stateFolderOf(plan(local, paper, { source: live, venue: 'coinbase', dryRun: true }), live, 'one'),
    stateFolderOf(plan(REAL_TREE, CONFIRMED), live),
    stateFolderOf(plan(REAL_TREE, CONFIRMED, { dryRun: true }), live),
    stateFolderOf(plan(REAL_TREE, { ...CONFIRMED, confirm: 'other' }), live),
  ]
  expect(new Set(folders).size).toBe(folders.length)
})
