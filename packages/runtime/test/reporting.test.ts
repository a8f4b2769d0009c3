import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createLogger, createMetrics, describeError, METRICS, OtsError, Secret } from '../src/index.ts'

test('a secret prints as asterisks however it is printed', () => {
  const secret = new Secret('hunter2')
  const prints = [String(secret), `${secret}`, JSON.stringify({ secret }), inspect({ secret }, { depth: 9 })]
  for (const text of prints) expect(text).not.toContain('hunter2')
  expect(secret.reveal()).toBe('hunter2')
})

test('an expected failure reads as code, message and what to do, without a stack', () => {
  const error = new OtsError('OTS_PORT_BUSY', 'port 8080 is in use', { hint: 'Choose another.' })
  expect(describeError(error)).toBe('OTS_PORT_BUSY: port 8080 is in use\n  → Choose another.')
})

test('every metric of the list is in the exposition, and one with a wrong label is refused', async () => {
  const metrics = createMetrics()
  metrics.increment('ots_feed_gaps_total', { venue: 'coinbase' })
  metrics.observe('ots_tick_to_order_seconds', { mode: 'PAPER' }, 0.0002)
  metrics.set('ots_equity', { account: 'a', mode: 'PAPER' }, 1)
  const text = await metrics.render()
  for (const name of Object.keys(METRICS)) expect(text).toContain(`# TYPE ${name} `)
  expect(text).toContain('ots_feed_gaps_total{venue="coinbase"} 1')
  expect(await metrics.read('ots_feed_gaps_total')).toEqual([{ labels: { venue: 'coinbase' }, value: 1 }])
  await expect(metrics.read('ots_tick_to_order_seconds')).rejects.toThrow('no single value')
  expect(() => metrics.increment('ots_feed_gaps_total', { nonsense: 'x' })).toThrow()
  expect(() => metrics.set('ots_feed_gaps_total', {}, 1)).toThrow('not a Gauge')
})

test('the log keeps the stack of a bug and leaves that of an expected failure to the debug level', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ots-log-'))
  const file = join(folder, 'log')
  const fd = openSync(file, 'w')
  const full = new OtsError('OTS_DISK_FULL', 'no space left', {
    cause: new Error('SQLITE_FULL'),
    hint: 'Free some.',
  })
  createLogger({ level: 'warn', pretty: false, fd }).error({ err: full }, 'not written')
  createLogger({ level: 'warn', pretty: false, fd }).error({ err: new TypeError('a bug') }, 'crashed')
  createLogger({ level: 'debug', pretty: false, fd }).error({ err: full }, 'not written')
  closeSync(fd)
  const [expected, bug, debug] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).err)
  rmSync(folder, { recursive: true })
  expect(expected).toEqual({
    type: 'OtsError',
    code: 'OTS_DISK_FULL',
    message: 'no space left',
    hint: 'Free some.',
    cause: 'SQLITE_FULL',
  })
  expect(bug.stack).toContain('reporting.test.ts')
  expect(debug.stack).toContain('reporting.test.ts')
})
