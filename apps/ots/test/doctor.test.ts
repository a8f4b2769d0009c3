/** What the doctor says of API keys, on a simulator in this process. Nothing is traded by looking. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator, type Simulator } from '@oasis/coinbase-simulator'
import { addMillis } from '@oasis/domain'
import { createRealScheduler } from '@oasis/runtime'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examine } from '../src/doctor/examine.ts'
import type { Finding } from '../src/doctor/finding.ts'
import { keyFileOf } from './support/api-keys.ts'
import { runOts } from './support/ots-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-doctor-'))
const good = join(folder, 'good.json')
let simulator: Simulator

beforeAll(async () => {
  simulator = await createSimulator({ port: 0, historyHours: 1, keyFile: good })
})
afterAll(async () => {
  await simulator.stop()
  rmSync(folder, { recursive: true })
})

const envOf = ({ restUrl, wsUrl }: Simulator, more: Record<string, string>) => ({
  ...{ OTS_DATA_DIR: join(folder, 'data'), OTS_HTTP_PORT: '0' },
  ...{ OTS_COINBASE_REST_URL: restUrl, OTS_COINBASE_WS_URL: wsUrl, OTS_COINBASE_USER_WS_URL: wsUrl },
  ...more,
})
const asked = (more: Record<string, string>, venue = simulator): Promise<Finding[]> =>
  examine({ env: envOf(venue, more) })
const about = (findings: readonly Finding[], check: string) =>
  findings.filter((finding) => finding.check === check)
const faults = (findings: readonly Finding[]) => findings.filter(({ result }) => result === 'fault')

test('of a good key it shows rights, portfolio, balances, products and fees, and finds no fault', async () => {
  const findings = await asked({ OTS_COINBASE_KEY_FILE: good })
  expect(faults(findings)).toEqual([])
  expect(about(findings, 'key')).toMatchObject([{ result: 'ok', detail: 'may view and trade' }])
  const { portfolioId } = simulator.venue.member().user
  expect(about(findings, "key's portfolio")[0]?.detail).toContain(portfolioId)
  expect(about(findings, 'balances')[0]?.detail).toBe('100000 USD')
  expect(about(findings, 'prices')[0]?.detail).toBe('nothing is held but USD')
  expect(about(findings, 'products')[0]?.detail).toBe('BTC-USD, ETH-USD: tradable')
  expect(about(findings, 'fees')[0]?.detail).toBe('0.5 % maker, 0.9 % taker (Intro 1)')
  expect([...simulator.venue.member().book.orders]).toEqual([])
})

test.each([
  ['that is read-only', ['view'], /may view; it is read-only and cannot trade/],
  ['that can transfer', ['view', 'trade', 'transfer'], /it can transfer/],
] as const)('a key %s is a fault', async (what, permissions, expected) => {
  const file = keyFileOf(simulator, folder, what, { permissions, algorithm: 'EdDSA' })
  const found = faults(await asked({ OTS_COINBASE_KEY_FILE: file }))
  expect(found).toMatchObject([{ check: 'key', detail: expect.stringMatching(expected) }])
})

test('a key that can trade and not view is told to be that, and not to be another’s', async () => {
  const file = keyFileOf(simulator, folder, 'blind', { permissions: ['trade'] })
  const found = faults(await asked({ OTS_COINBASE_KEY_FILE: file }))
  expect(found).toMatchObject([
    { check: 'key', detail: expect.stringMatching(/^it cannot view \(HTTP 403\)/) },
  ])
  expect(found[0]?.detail).toContain('view and trade permission')
})

test('a key that the venue does not know is a fault', async () => {
  const other = await createSimulator({ port: 0, historyHours: 1 })
  const file = keyFileOf(other, folder, 'unknown', {})
  await other.stop()
  expect(faults(await asked({ OTS_COINBASE_KEY_FILE: file }))).toMatchObject([
    { check: 'key', detail: expect.stringContaining('HTTP 401') },
  ])
})

test('a clock off by a minute is a fault, and told as that: the key is found good all the same', async () => {
  const scheduler = createRealScheduler()
  const ahead = { ...scheduler, now: () => addMillis(scheduler.now(), 60_000) }
  const keyFile = join(folder, 'ahead.json')
  const venue = await createSimulator({ port: 0, historyHours: 1, keyFile }, ahead)
  const findings = await asked({ OTS_COINBASE_KEY_FILE: keyFile }, venue)
  await venue.stop()
  expect(faults(findings)).toMatchObject([
    { check: 'clock', detail: expect.stringMatching(/^-(59|60)\d{3} ms .*nothing would be traded.*NTP/) },
  ])
  expect(about(findings, 'key')).toMatchObject([{ result: 'ok' }])
})

const altered = (change: (pem: string) => string) => {
  const key = JSON.parse(readFileSync(good, 'utf8')) as { privateKey: string }
  return JSON.stringify({ ...key, privateKey: change(key.privateKey) })
}

test.each([
  ['with a character changed', () => altered((pem) => pem.replace('MHc', 'MHd')), 'cannot be decoded'],
  ['cut short', () => altered((pem) => pem.slice(0, 90)), 'cut short'],
  ['that is no JSON', () => 'privateKey', 'is not JSON'],
])('a key file %s is a fault of the file', async (what, content, expected) => {
  const file = join(folder, `${what}.json`)
  writeFileSync(file, content(), { mode: 0o600 })
  expect(faults(await asked({ OTS_COINBASE_KEY_FILE: file }))).toMatchObject([
    { check: 'key file', detail: expect.stringContaining(expected) },
  ])
})

test.skipIf(process.platform === 'win32')('a key file that others can open is a warning', async () => {
  const file = keyFileOf(simulator, folder, 'open', { mode: 0o644 })
  const findings = await asked({ OTS_COINBASE_KEY_FILE: file })
  expect(about(findings, 'key file')).toMatchObject([
    { result: 'ok' },
    { result: 'warning', detail: expect.stringContaining(`chmod 600 ${file}`) },
  ])
})

test('what real trading lacks is told beside what the keys are worth', async () => {
  const config = join(folder, 'real.yaml')
  writeFileSync(
    config,
    `accounts: [{ id: coinbase.main.real, mode: REAL }]
strategies: [{ id: own, type: every-n-ticks, instruments: ['coinbase:BTC-USD'], params: { quantity: '1' } }]`,
  )
  const env = envOf(simulator, { OTS_COINBASE_KEY_FILE: good, OTS_REAL_CONFIRM: 'another-one' })
  const found = faults(await examine({ file: config, env }))
  expect(found.map(({ check }) => check)).toEqual(['real trading', 'key'])
  expect(found[0]?.detail).toMatch(
    /set OTS_TRADING_MODE=real[\s\S]*trades at https:\/\/api.coinbase.com alone/,
  )
  expect(found[1]?.detail).toContain('OTS_REAL_CONFIRM says another-one')
})

test('a holding that nothing prices is named: nobody could judge the losses of its account', async () => {
  const keyFile = join(folder, 'holding.json')
  const balances = { USD: '10', ETH: '1', XYZ: '2' }
  const venue = await createSimulator({ port: 0, historyHours: 1, keyFile, balances })
  const findings = await asked({ OTS_COINBASE_KEY_FILE: keyFile }, venue)
  await venue.stop()
  expect(about(findings, 'prices')).toMatchObject([
    {
      result: 'warning',
      detail: expect.stringContaining('no market prices XYZ, which the portfolio holds, in USD'),
    },
  ])
})

test("the watchdog's key is looked at as well, and should be another one", async () => {
  const own = keyFileOf(simulator, folder, 'watchdog', {})
  const keys = (file: string) => ({ OTS_COINBASE_KEY_FILE: good, OTS_WATCHDOG_KEY_FILE: file })
  expect(about(await asked(keys(own)), 'watchdog key')).toMatchObject([{ result: 'ok' }])
  expect(about(await asked(keys(good)), 'watchdog key')[0]).toMatchObject({
    result: 'warning',
    detail: expect.stringContaining('a key of its own'),
  })
})

test('as a command it exits with 1 on a fault, and prints no part of a key', async () => {
  const file = keyFileOf(simulator, folder, 'told', { permissions: ['view'] })
  const key = JSON.parse(readFileSync(file, 'utf8')) as { name: string; privateKey: string }
  const env = envOf(simulator, { OTS_COINBASE_KEY_FILE: file, OTS_LOG_LEVEL: 'debug' })
  const { code, stdout, stderr } = await runOts(['doctor', '--json'], { env })
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  const findings = JSON.parse(stdout) as Finding[]
  expect(about(findings, 'key')).toMatchObject([{ result: 'fault' }])
  const secrets = [key.name, ...key.privateKey.split('\n').filter((line) => line.length > 8)]
  for (const secret of secrets) expect(stdout).not.toContain(secret)
})
