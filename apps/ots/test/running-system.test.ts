/** One running system, looked at from outside: its API, its metrics, its page, and the commands that ask it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../../tools/services/src/free-ports.ts'
import { type RunningOts, runOts, startOts, ticksConfig, until } from './support/ots-process.ts'
import { parseExposition } from './support/prometheus-text.ts'
import { allOrders, type OperationsJson, type OrderJson, type PortfolioJson } from './support/status-api.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-running-'))
const config = ticksConfig(folder, 3)
const env: Record<string, string> = { OTS_DATA_DIR: join(folder, 'data') }
const readiness: number[] = []
let ots: RunningOts

beforeAll(async () => {
  const port = await freePort()
  env.OTS_HTTP_PORT = String(port)
  const starting = startOts(['--config', config, '--source', 'simulator', '--port', String(port)], { env })
  let watching = true
  void starting.finally(() => (watching = false)).catch(() => {})
  while (watching || readiness.at(-1) !== 200) {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (response !== undefined && response.status !== readiness.at(-1)) readiness.push(response.status)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  ots = await starting
  const trades = async () => (await ots.json<OperationsJson>('/status/operations')).items.length
  await until(
    async () => (await trades()) >= 8,
    60_000,
    () => ots.stdout(),
    100,
  )
}, 120_000)

afterAll(async () => {
  await ots?.stop('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** A GET with a Host header of its own, which `fetch` does not allow. */
function statusWithHost(path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, ots.address), { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.once('error', reject).end()
  })
}

describe('the status API', () => {
  test('/readyz says 503 until everything is ready, then 200, naming each service; /healthz says ok', async () => {
    expect(readiness).toEqual([503, 200])
    const ready = await ots.json<{ status: string; services: Record<string, { ready: boolean }> }>('/readyz')
    expect(ready.status).toBe('ready')
    expect(Object.keys(ready.services)).toEqual(
      expect.arrayContaining(['order-manager', 'risk-engine', 'strategy-framework', 'coinbase-connector']),
    )
    expect(await ots.json('/healthz')).toEqual({ status: 'ok' })
  })

  test('pages of operations hold each order once, newest first, while further orders arrive', async () => {
    const first = await ots.json<OperationsJson>('/status/operations?limit=3')
    const known = await allOrders(ots)
    const count = known.length
    let page = first
    const seen = [...first.items]
    // New orders come in between the pages; what was there at the first page does not move.
    for (let pages = 0; page.nextCursor !== null && pages < 100; pages++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      page = await ots.json(`/status/operations?limit=3&cursor=${page.nextCursor}`)
      seen.push(...page.items)
    }
    const ids = seen.map(({ clientOrderId }) => clientOrderId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(seen.map(({ createdAt }) => createdAt)).toEqual(
      seen
        .map(({ createdAt }) => createdAt)
        .toSorted()
        .reverse(),
    )
    const atFirst = known.filter(({ createdAt }) => createdAt <= (first.items[0]?.createdAt ?? ''))
    expect(ids).toEqual(atFirst.map(({ clientOrderId }) => clientOrderId))
    await until(
      async () => (await allOrders(ots)).length > count,
      30_000,
      () => 'no order came meanwhile',
    )
  })

  test('an order shows its cause, its state and executions that add up', async () => {
    const filled = (await allOrders(ots)).filter(({ state }) => state === 'FILLED')
    expect(filled.length).toBeGreaterThanOrEqual(5)
    for (const order of filled) {
      expect(order).toMatchObject({
        instrumentId: 'coinbase:BTC-USD',
        filledQuantity: '0.001',
        mode: 'PAPER',
      })
      expect(order.cause).toMatch(/BTC-USD/)
      expect(order.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/)
      expect(order.executions.length).toBeGreaterThan(0)
      expect(Number(order.fees)).toBeGreaterThan(0)
    }
  })

  test.each([
    ['a cursor that is none', 'cursor=nonsense'],
    ['a cursor of another shape', `cursor=${Buffer.from('{"a":1}').toString('base64url')}`],
    [
      'a cursor beyond all time',
      `cursor=${Buffer.from('["9999999999999999999","x"]').toString('base64url')}`,
    ],
    ['a limit of nothing', 'limit=0'],
    ['a limit that is no number', 'limit=many'],
    ['a limit above the largest', 'limit=501'],
    ['a parameter that does not exist', 'offset=5'],
  ])('%s is answered with 400 and a problem', async (_what, query) => {
    const response = await ots.get(`/status/operations?${query}`)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await response.json()).toMatchObject({ title: 'Bad Request', status: 400 })
  })

  test('what is not there is a 404, and what would change something a 404 or 405, as a problem', async () => {
    for (const [path, method] of [
      ['/api/v1/nothing', 'GET'],
      ['/status/portfolio', 'POST'],
    ] as const) {
      const response = await fetch(new URL(path, ots.address), { method })
      expect([404, 405]).toContain(response.status)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
    }
  })

  test('a Host header of another name is refused, so that no web page reaches it by a name of its own', async () => {
    for (const host of [
      'example.com',
      'example.com:8080',
      '10.0.0.1',
      'localhost.example.com',
      '127.0.0.1.nip.io',
    ]) {
      expect([host, await statusWithHost('/status/portfolio', host)]).toEqual([host, 403])
    }
    for (const host of ['127.0.0.1', 'localhost:1234', '[::1]']) {
      expect([host, await statusWithHost('/status/portfolio', host)]).toEqual([host, 200])
    }
  })

  test('where it can be looked at, or how the pages are made, is told at the root', async () => {
    const response = await ots.get('/')
    expect(response.status).toBe(200)
    expect(await response.text()).toMatch(/<title>|npm run build/)
  })
})

describe('metrics', () => {
  let samples: Map<string, number>

  beforeAll(async () => {
    const response = await ots.get('/metrics')
    expect(response.headers.get('content-type')).toContain('text/plain')
    samples = parseExposition(await response.text())
  })

  const sum = (name: string, label = '') =>
    [...samples].reduce(
      (total, [key, value]) =>
        (key === name || key.startsWith(`${name}{`)) && key.includes(label) ? total + value : total,
      0,
    )

  test.each([
    ['ots_feed_messages_total', 'channel="l2_data"'],
    ['ots_feed_messages_total', 'channel="market_trades"'],
    ['ots_feed_messages_total', 'channel="heartbeats"'],
    ['ots_feed_latency_seconds_count', ''],
    ['ots_bus_published_total', 'topic="market-data.trades.coinbase"'],
    ['ots_bus_published_total', 'topic="market-data.quotes.normalized"'],
    ['ots_bus_published_total', 'topic="trading.signals"'],
    ['ots_bus_published_total', 'topic="trading.risk-decisions"'],
    ['ots_bus_published_total', 'topic="trading.order-events"'],
    ['ots_bus_published_total', 'topic="portfolio.snapshots"'],
    ['ots_signals_total', 'strategy="ticks"'],
    ['ots_risk_decisions_total', 'result="APPROVED"'],
    ['ots_risk_check_seconds_count', ''],
    ['ots_orders_total', 'state="SUBMITTED"'],
    ['ots_orders_total', 'state="FILLED"'],
    ['ots_order_submit_seconds_count', ''],
    ['ots_tick_to_order_seconds_count', 'mode="PAPER"'],
    ['ots_executions_total', 'liquidity="TAKER"'],
    ['ots_equity', ''],
    ['ots_pnl', 'kind="fees"'],
    ['ots_http_request_seconds_count', 'route="/status/operations",status="200"'],
    ['ots_http_request_seconds_count', 'status="400"'],
  ])('%s{%s} has moved', (name, label) => {
    expect(sum(name, label)).toBeGreaterThan(0)
  })

  test('gauges that are nothing in good order are there, and nothing', () => {
    for (const name of ['ots_bot_status', 'ots_trading_mode', 'ots_orders_unknown']) {
      expect([name, [...samples.keys()].some((key) => key.startsWith(`${name}{`)), sum(name)]).toEqual([
        name,
        true,
        0,
      ])
    }
    for (const name of ['ots_feed_gaps_total', 'ots_dead_letters_total', 'ots_invalid_transitions_total']) {
      expect([name, sum(name)]).toEqual([name, 0])
    }
  })

  test('limits in use are shares between nothing and all', () => {
    const shares = [...samples].filter(([key]) => key.startsWith('ots_risk_limit_utilization{'))
    expect(shares.length).toBeGreaterThanOrEqual(4)
    for (const [key, share] of shares) expect([key, share >= 0 && share <= 1]).toEqual([key, true])
  })

  test('every outbox has been emptied and every consumer has caught up, give or take what is on its way', async () => {
    await until(
      async () => {
        samples = parseExposition(await (await ots.get('/metrics')).text())
        return sum('ots_outbox_pending') === 0
      },
      10_000,
      () => `outboxes: ${sum('ots_outbox_pending')}`,
    )
    expect(sum('ots_bus_consumer_lag')).toBeLessThan(1_000)
  })
})

describe('commands that ask the running system', () => {
  test('ots orders lists them, newest first, as a table or as JSON', async () => {
    const [table, json] = await Promise.all([
      runOts(['orders', '--limit', '3'], { env }),
      runOts(['orders', '--limit', '5', '--json'], { env }),
    ])
    expect(table).toMatchObject({ code: 0, stderr: '' })
    expect(table.stdout.trim().split('\n')).toHaveLength(4)
    expect(table.stdout).toMatch(/BTC-USD.*0\.001/)
    const orders = JSON.parse(json.stdout) as OrderJson[]
    expect(orders).toHaveLength(5)
  })

  test('ots positions shows mode, source and equity', async () => {
    const [text, json] = await Promise.all([
      runOts(['positions'], { env }),
      runOts(['positions', '--json'], { env }),
    ])
    expect(text.stdout).toMatch(/^PAPER on simulator/)
    expect(text.stdout).toMatch(/equity \d/)
    expect((JSON.parse(json.stdout) as PortfolioJson).mode).toBe('PAPER')
  })

  test('ots doctor names the port in use as a warning, not a fault', async () => {
    const { code, stdout } = await runOts(['doctor', '--json'], {
      env: { ...env, OTS_COINBASE_REST_URL: 'http://127.0.0.1:9', OTS_COINBASE_WS_URL: 'ws://127.0.0.1:9' },
    })
    expect(code).toBe(0)
    const findings = JSON.parse(stdout) as { check: string; result: string }[]
    const results = Object.fromEntries(findings.map(({ check, result }) => [check, result]))
    expect(results).toMatchObject({
      configuration: 'ok',
      'data folder': 'ok',
      'http port': 'warning',
      venue: 'warning',
    })
  })

  test('a second system on the same data folder is refused by name, and the first goes on', async () => {
    const before = (await allOrders(ots)).length
    const second = await runOts(['up', '--config', config, '--source', 'simulator', '--port', '0'], { env })
    expect(second.code).toBe(1)
    expect(second.stderr).toMatch(/OTS_DATA_DIR_LOCKED/)
    expect(second.stderr).not.toMatch(/\n\s+at /)
    await until(async () => (await allOrders(ots)).length > before, 30_000)
  })

  test('a second system on the same port is refused by name', async () => {
    const second = await runOts(['up', '--config', config, '--source', 'simulator'], {
      env: { ...env, OTS_DATA_DIR: join(folder, 'other') },
    })
    expect(second.code).toBe(1)
    expect(second.stderr).toMatch(/OTS_PORT_BUSY: port \d+ on 127\.0\.0\.1 is in use/)
    expect(second.stderr).toMatch(/--port \d+/)
    expect(second.stderr).not.toMatch(/\n\s+at /)
  })
})
