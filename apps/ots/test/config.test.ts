import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeError, OtsError } from '@oasis/runtime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { asPaper } from '../src/config/as-paper.ts'
import { findDataDir, loadConfig, parseConfig } from '../src/config/load-config.ts'
import { printableConfig } from '../src/config/printable-config.ts'
import { durabilityOf } from '../src/config/schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

function yaml(text: string): string {
  const file = join(folder, 'ots.yaml')
  writeFileSync(file, text)
  return file
}

/** What a person would read. */
async function faultsOf(text: string, env: Record<string, string> = {}): Promise<string> {
  try {
    await loadConfig({ file: yaml(text), env })
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

test('the environment wins over the file', async () => {
  const file = yaml('http: { port: 9000 }\ndataDir: here\n')
  const { config } = await loadConfig({ file, env: { OTS_HTTP_PORT: '9001', OTS_DATA_DIR: '/there' } })
  expect([config.http.port, config.dataDir]).toEqual([9001, '/there'])
})

test('all faults are reported together, each with its path and in words', async () => {
  const text = await faultsOf(`
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

test('a missing strategy is named with the types that exist', async () => {
  const text = await faultsOf("strategies: [{ id: a, type: moon-shot, instruments: ['coinbase:BTC-USD'] }]")
  expect(text).toContain('strategies.0 (a).type: there is no strategy of type "moon-shot"')
  expect(text).toContain('every-n-ticks')
})

test("a strategy's parameters are checked by its own schema before anything starts", async () => {
  const text = await faultsOf(`
strategies:
  - { id: a, type: every-n-ticks, instruments: ['coinbase:BTC-USD'], params: { n: 0, quantity: 0.001 } }
`)
  expect(text).toContain('params.n')
  expect(text).toContain('params.quantity')
})

test('names that point nowhere or are used twice are faults', async () => {
  const text = await faultsOf(`
strategies:
  - { id: a, type: every-n-ticks, account: coinbase.other.paper, instruments: ['kraken:BTC-USD'], params: { n: 5, quantity: '1' } }
  - { id: a, type: every-n-ticks, instruments: ['coinbase:BTC-USD'], params: { n: 5, quantity: '1' } }
`)
  expect(text).toContain('"coinbase.other.paper" is not among the accounts')
  expect(text).toContain('"kraken:BTC-USD" is on a venue that is not configured')
  expect(text).toContain('"a" is used more than once')
})

test('limits for what is no id are a fault', async () => {
  const text = await faultsOf('limits: { account: { nobody: { maxOpenOrders: 1 } } }')
  expect(text).toContain('limits.account: "nobody" is not a valid account id')
})

test.each([
  ['text that is no YAML', 'a: [', 'is not valid YAML'],
  ['a list at the top', '- a', 'holds no settings'],
  ['an empty list of strategies', 'strategies: []', 'strategies: at least one strategy is needed'],
])('%s is refused with the reason', async (_name, text, expected) => {
  expect(await faultsOf(text)).toContain(expected)
})

test('a configuration file that does not exist is named', async () => {
  await expect(loadConfig({ file: join(folder, 'none.yaml'), env: {} })).rejects.toThrow(
    'none.yaml cannot be read',
  )
})

const OWN = { id: 'own', type: 'every-n-ticks', instruments: ['coinbase:BTC-USD'], params: { quantity: '1' } }
const REAL_TREE = { accounts: [{ id: 'coinbase.main.real', mode: 'REAL' }], strategies: [OWN] }
const REAL_ACCOUNT = `${stringify(REAL_TREE)}\n`

test('an account whose id and mode say different things is a fault, either way', async () => {
  expect(await faultsOf('accounts: [{ id: coinbase.main.paper, mode: REAL }]')).toContain(
    'accounts.0: the mode is REAL and the id "coinbase.main.paper" says otherwise; write coinbase.main.real',
  )
  expect(await faultsOf('accounts: [{ id: coinbase.main.real }]')).toContain('write coinbase.main.paper')
})

test('with real money a commit survives the loss of power, and less cannot be asked for', async () => {
  const { config } = await loadConfig({ file: yaml(REAL_ACCOUNT), env: {} })
  expect([durabilityOf(config), durabilityOf(parseConfig({}, 'defaults'))]).toEqual(['power', 'process'])
  expect(await faultsOf(`${REAL_ACCOUNT}durability: process`)).toContain('"process" is not enough')
  expect(await faultsOf(REAL_ACCOUNT, { OTS_DURABILITY: 'process' })).toContain('"process" is not enough')
})

test('a REAL account trades no strategy that nobody has written down for it', async () => {
  const text = await faultsOf('accounts: [{ id: coinbase.main.real, mode: REAL }]')
  expect(text).toContain('strategies: a REAL account trades none but those that are written here')
})

test('what real trading needs comes from the environment alone, and a mode that is none is refused', async () => {
  const env = { OTS_TRADING_MODE: 'Real', OTS_REAL_CONFIRM: ' 5c1c ', OTS_COINBASE_KEY_FILE: 'k.json' }
  const { trading } = await loadConfig({ file: yaml(REAL_ACCOUNT), env })
  expect(trading).toEqual({ mode: 'REAL', confirm: '5c1c', keyFile: 'k.json' })
  expect(await faultsOf('', { OTS_TRADING_MODE: 'live' })).toContain('"live", which is no mode')
})

test('a recording is replayed on paper, whatever the account is', () => {
  const config = parseConfig(
    {
      ...REAL_TREE,
      durability: 'power',
      limits: { account: { 'coinbase.main.real': { maxOpenOrders: 3 } } },
    },
    'x',
  )
  const paper = parseConfig({ ...printableConfig(config), ...asPaper(printableConfig(config)) }, 'paper')
  expect(paper.accounts).toMatchObject([{ id: 'coinbase.main.paper', mode: 'PAPER' }])
  expect([...paper.limits.account]).toEqual([['coinbase.main.paper', { maxOpenOrders: 3 }]])
})

test('limits of what does not exist, which would bind nothing, are faults', async () => {
  const text = await faultsOf(`
limits:
  account: { coinbase.other.paper: { maxOpenOrders: 1 } }
  strategy: { nobody: { maxOpenOrders: 1 } }
  instrument: { 'coinbase:DOGE-USD': { maxOpenOrders: 1 } }
`)
  expect(text).toContain('limits.account: there is no account "coinbase.other.paper"')
  expect(text).toContain('limits.strategy: there is no strategy "nobody"; there are: btc-ticks, eth-momentum')
  expect(text).toContain('limits.instrument: there is no instrument "coinbase:DOGE-USD"')
})

describe('strategies of one’s own', () => {
  const own = join(folder, 'strategies')
  const using = (type: string, dir = own) =>
    `strategiesDir: ${dir}\nstrategies: [{ id: a, type: ${type}, instruments: ['coinbase:BTC-USD'] }]`
  beforeAll(() => {
    mkdirSync(own)
    for (const name of ['mine.ts', 'every-n-ticks.ts']) writeFileSync(join(own, name), 'never run here')
  })

  test('are known by the names of their files, and check their parameters themselves', async () => {
    const { config } = await loadConfig({ file: yaml(using('mine')), env: {} })
    expect(config.strategies).toMatchObject([{ type: 'mine', params: {} }])
    expect(await faultsOf(using('yours'))).toMatch(/no strategy of type "yours".* every-n-ticks, mine/)
  })

  test('have names of their own', async () => {
    expect(await faultsOf(using('every-n-ticks'))).toContain('rename your file')
  })

  test('in a folder that is not there are a fault beside the others', async () => {
    const text = await faultsOf(using('mine', join(folder, 'none')))
    expect(text).toMatch(/strategiesDir: the folder .*none cannot be read/)
    expect(text).toContain('there is no strategy of type "mine"')
  })
})

test('whoever steers needs the data folder alone, whatever else is wrong', () => {
  const file = yaml('dataDir: here\nstrategies: []\nsurprise: 1')
  expect(findDataDir({ file, env: {} })).toBe('here')
  expect(findDataDir({ file, env: { OTS_DATA_DIR: 'there', OTS_TRADING_MODE: 'real' } })).toBe('there')
  expect(findDataDir({ file: yaml(''), env: {} })).toBe('.ots')
})

test('the status API cannot be opened to other machines', async () => {
  expect(await faultsOf('http: { host: 0.0.0.0 }')).toContain('only a loopback address')
})
