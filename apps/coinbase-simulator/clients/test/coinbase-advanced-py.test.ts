/** Coinbase's own Python SDK, run by `python/trade.py`; https only, so it comes through TLS. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openExchange, type TestExchange } from '../support/exchange.ts'
import { CERTIFICATE, FOLDER, PYTHON } from '../support/places.ts'

interface Step extends Record<string, unknown> {
  readonly done: string
}

describe.each(['ES256', 'EdDSA'] as const)('coinbase-advanced-py with a key of %s', (algorithm) => {
  let exchange: TestExchange
  let folder: string
  let steps: ReadonlyMap<string, Step>

  beforeAll(async () => {
    exchange = await openExchange(algorithm)
    folder = mkdtempSync(join(tmpdir(), 'ots-clients-'))
    steps = await trade()
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await exchange.close()
  })

  function trade(): Promise<ReadonlyMap<string, Step>> {
    const keyFile = join(folder, 'key.json')
    writeFileSync(keyFile, JSON.stringify(exchange.keyFile), { mode: 0o600 })
    const args = ['python/trade.py', `127.0.0.1:${exchange.tlsPort}`, exchange.wsUrl, keyFile]
    return new Promise((resolve, reject) => {
      const child = spawn(PYTHON, args, {
        cwd: FOLDER,
        env: { ...process.env, REQUESTS_CA_BUNDLE: CERTIFICATE },
      })
      let out = ''
      let err = ''
      child.stdout.on('data', (chunk) => (out += chunk))
      child.stderr.on('data', (chunk) => (err += chunk))
      child.on('error', reject)
      child.on('close', (code) => {
        if (code !== 0) return reject(new Error(`trade.py ended with ${code}:\n${out}\n${err}`))
        const all = out
          .trim()
          .split('\n')
          .map((line): Step => JSON.parse(line))
        resolve(new Map(all.map((step) => [step.done, step])))
      })
    })
  }

  const said = (done: string): Step => {
    const step = steps.get(done)
    if (step === undefined) throw new Error(`it did not come to "${done}"`)
    return step
  }

  test('reads markets, the book, candles and balances', () => {
    expect(said('markets').ids).toContain('BTC-USD')
    expect(Number(said('book').bid)).toBeLessThan(Number(said('book').ask))
    expect(said('candles').count).toBeGreaterThan(5)
    expect(said('balances').currencies).toEqual(expect.arrayContaining(['USD', 'BTC']))
  })

  test('streams the market and the user channel', () => {
    expect(said('streams').channels).toEqual(
      expect.arrayContaining(['l2_data', 'market_trades', 'ticker', 'heartbeats', 'user']),
    )
  })

  test('places market, limit, post-only and stop-limit orders, lists them by pages with the fills, and cancels', () => {
    const [market, ...resting] = said('placed').ids as string[]
    expect(said('fills').orders).toEqual([market])
    expect([...(said('listed').ids as string[])].sort()).toEqual([...resting].sort())
    expect(said('cancelled').successes).toEqual([true, true, true])
    expect(Object.keys(said('streamed').states as object)).toEqual(
      expect.arrayContaining([market, ...resting]),
    )
  })
})
