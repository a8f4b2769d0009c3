import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeError, OtsError } from '@oasis/runtime'
import { afterAll, expect, test } from 'vitest'
import { loadConfig, parseConfig } from '../src/config/load-config.ts'
import { printableConfig } from '../src/config/printable-config.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

function yaml(text: string): string {
  const file = join(folder, 'ots.yaml')
  writeFileSync(file, text)
  return file
}

/** What a person would read. */
function faultsOf(text: string, env: Record<string, string> = {}): string {
  try {
    loadConfig({ file: yaml(text), env })
  } catch (error) {
    expect(error).toBeInstanceOf(OtsError)
    const message = describeError(error)
    expect(message).not.toMatch(/\n\s+at /)
    return message
  }
  throw new Error('the configuration was accepted')
}

test('without a file the defaults trade on paper, every-n-ticks on BTC and simple-momentum on ETH', () => {
  const config = parseConfig({}, 'defaults')
  expect(config.accounts).toMatchObject([
    { id: 'coinbase.main.paper', mode: 'PAPER', valuationCurrency: 'USD' },
  ])
  expect(config.strategies.map((s) => [s.type, ...s.instruments])).toEqual([
    ['every-n-ticks', 'coinbase:BTC-USD'],
    ['simple-momentum', 'coinbase:ETH-USD'],
  ])
  expect(config.http).toEqual({ host: '127.0.0.1', port: 8080 })
})

test('what is printed reads back as the same configuration', () => {
  const config = parseConfig(
    { limits: { account: { 'coinbase.main.paper': { maxOrderNotional: '500.5' } } } },
    'x',
  )
  expect(parseConfig(printableConfig(config), 'printed')).toEqual(config)
})

test('the environment wins over the file', () => {
  const file = yaml('http: { port: 9000 }\ndataDir: here\n')
  const { config } = loadConfig({ file, env: { OTS_HTTP_PORT: '9001', OTS_DATA_DIR: '/there' } })
  expect([config.http.port, config.dataDir]).toEqual([9001, '/there'])
})

test('all faults are reported together, each with its path and in words', () => {
  const text = faultsOf(`
accounts: [{ id: main }]
http: { port: eighty }
strategies:
  - { id: a, type: every-n-ticks, instruments: [BTC-USD], params: { n: 5, quantity: '1' } }
venues: { paper: { makerFee: 0.005 } }
surprise: 1
`)
  for (const part of [
    'has 5 faults',
    'accounts.0.id: "main" is not a valid account id',
    'http.port',
    'strategies.0.instruments.0: "BTC-USD" is not a valid instrument id: write venue:SYMBOL',
    'venues.paper.makerFee: quoted text is needed',
    'surprise',
    'ots config schema',
  ]) {
    expect(text).toContain(part)
  }
})

test('a missing strategy is named with the types that exist', () => {
  const text = faultsOf("strategies: [{ id: a, type: moon-shot, instruments: ['coinbase:BTC-USD'] }]")
  expect(text).toContain('strategies.0 (a).type: there is no strategy of type "moon-shot"')
  expect(text).toContain('every-n-ticks')
})

test("a strategy's parameters are checked by its own schema before anything starts", () => {
  const text = faultsOf(`
strategies:
  - { id: a, type: every-n-ticks, instruments: ['coinbase:BTC-USD'], params: { n: 0, quantity: 0.001 } }
`)
  expect(text).toContain('params.n')
  expect(text).toContain('params.quantity')
})

test('names that point nowhere or are used twice are faults', () => {
  const text = faultsOf(`
strategies:
  - { id: a, type: every-n-ticks, account: coinbase.other.paper, instruments: ['kraken:BTC-USD'], params: { n: 5, quantity: '1' } }
  - { id: a, type: every-n-ticks, instruments: ['coinbase:BTC-USD'], params: { n: 5, quantity: '1' } }
`)
  expect(text).toContain('"coinbase.other.paper" is not among the accounts')
  expect(text).toContain('"kraken:BTC-USD" is on a venue that is not configured')
  expect(text).toContain('"a" is used more than once')
})

test('limits for what is no id are a fault', () => {
  const text = faultsOf('limits: { account: { nobody: { maxOpenOrders: 1 } } }')
  expect(text).toContain('limits.account: "nobody" is not a valid account id')
})

test.each([
  ['text that is no YAML', 'a: [', 'is not valid YAML'],
  ['a list at the top', '- a', 'holds no settings'],
  ['an empty list of strategies', 'strategies: []', 'strategies: at least one strategy is needed'],
])('%s is refused with the reason', (_name, text, expected) => {
  expect(faultsOf(text)).toContain(expected)
})

test('a configuration file that does not exist is named', () => {
  expect(() => loadConfig({ file: join(folder, 'none.yaml'), env: {} })).toThrow('none.yaml cannot be read')
})

test('real mode is refused, wherever it is asked for', () => {
  expect(() => loadConfig({ file: yaml(''), env: { OTS_TRADING_MODE: 'real' } })).toThrow('paper only')
  expect(faultsOf('accounts: [{ id: coinbase.main.real, mode: REAL }]')).toContain(
    'only PAPER accounts exist',
  )
})

test('the status API cannot be opened to other machines', () => {
  expect(faultsOf('http: { host: 0.0.0.0 }')).toContain('only a loopback address')
})
