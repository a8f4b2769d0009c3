/** Every expression of the dashboards and alerts, asked of a real Prometheus that scrapes a system which trades on the simulator. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningOts, startOts, ticksConfig } from '../../../../apps/ots/test/support/ots-process.ts'
import { REPOSITORY_ROOT } from '../../../repository/repository.ts'
import { type Prometheus, providePromtool, startPrometheus, waitUntil } from '../../../services/src/index.ts'
import { ALERT_TESTS_FILE, ALERTS_FILE, parseAlertRules } from '../../alert-rules.ts'
import { DASHBOARDS } from '../../dashboards/all-dashboards.ts'
import { selectorsOf, withoutVariables } from '../../promql.ts'

const alertsFile = join(REPOSITORY_ROOT, ALERTS_FILE)
const rules = parseAlertRules(readFileSync(alertsFile, 'utf8'))
const queries = DASHBOARDS.flatMap(({ uid, sections }) =>
  sections.flatMap(({ panels }) =>
    panels.flatMap(({ title, queries }) => queries.map((query) => ({ name: `${uid}: ${title}`, ...query }))),
  ),
)

/** Nothing to be told of them while all goes well, or in one process. */
const QUIET = new Set([
  'ots_strategy_errors_total',
  'ots_feed_gaps_total',
  'ots_dead_letters_total',
  'ots_lease_held',
  'ots_certificate_expiry_timestamp_seconds',
])

let folder: string
let system: RunningOts
let prometheus: Prometheus

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ots-monitoring-'))
  const args = ['--source', 'simulator', '--port', '0', '--config', ticksConfig(folder, 5)]
  system = await startOts(args, { env: { OTS_DATA_DIR: join(folder, 'data') } })
  prometheus = await startPrometheus({
    configuration: `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: ['${alertsFile}']
scrape_configs:
  - job_name: ots
    static_configs: [{ targets: ['${new URL(system.address).host}'] }]
`,
  })
  // Fills, seen by several scrapes: a rate wants two.
  await waitUntil(
    async () => (await ask('sum(rate(ots_executions_total[1m])) > 0')).length > 0,
    90_000,
    () => `no fills in Prometheus: ${system.stdout()}`,
  )
  await waitUntil(
    async () => (await ask('ots_position and on () count_over_time(up[2m]) >= 5')).length > 0,
    30_000,
    () => 'no position after five scrapes',
  )
}, 180_000)

afterAll(async () => {
  await prometheus?.stop()
  await system?.stop('SIGINT')
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  readonly status: string
  readonly error?: string
  readonly data?: { readonly result: readonly unknown[] }
}

async function ask(expr: string): Promise<readonly unknown[]> {
  const url = new URL('/api/v1/query', prometheus.url)
  url.searchParams.set('query', withoutVariables(expr))
  const answer = (await (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json()) as Answer
  if (answer.status !== 'success' || answer.data === undefined) throw new Error(`${answer.error}: ${expr}`)
  return answer.data.result
}

describe('dashboards', () => {
  test.each(queries)('$name: $expr', async ({ expr, mayBeEmpty }) => {
    const result = await ask(expr)
    // What only fills or orders bring is there by now, too; what stays away is a fault, a lease or a certificate.
    if (mayBeEmpty === undefined || mayBeEmpty === 'until the first order') expect(result).not.toEqual([])
  })
})

describe('alerts', () => {
  test.each(rules)('$alert asks for what there is', async ({ expr }) => {
    await ask(expr)
    for (const { metric } of selectorsOf(expr)) {
      if (!QUIET.has(metric))
        expect([metric, await ask(metric)]).toEqual([metric, expect.arrayContaining([expect.anything()])])
    }
  })

  test('are evaluated without a fault, and none fires while a system trades well', async () => {
    const state = async () => {
      const response = await fetch(new URL('/api/v1/rules', prometheus.url), {
        signal: AbortSignal.timeout(5_000),
      })
      const { data } = (await response.json()) as {
        data: { groups: { rules: { name: string; health: string; state: string; lastError?: string }[] }[] }
      }
      return data.groups.flatMap((group) => group.rules)
    }
    await waitUntil(
      async () => (await state()).every(({ health }) => health === 'ok'),
      30_000,
      () => 'not all rules are evaluated',
    )
    const told = await state()
    expect(told.map(({ name }) => name).toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted())
    // One process has no service of another name to be missed.
    const firing = told.filter(({ name, state: now }) => now === 'firing' && name !== 'ServiceMissing')
    expect(firing.map(({ name }) => name)).toEqual([])
  })

  test('are taken by promtool, and each fires and stays silent as shown', async () => {
    const promtool = await providePromtool()
    const checked = execFileSync(promtool, ['check', 'rules', alertsFile], { encoding: 'utf8' })
    expect(checked).toContain(`SUCCESS: ${rules.length} rules found`)
    const config = join(REPOSITORY_ROOT, 'deploy/prometheus/prometheus.yaml')
    expect(execFileSync(promtool, ['check', 'config', config], { encoding: 'utf8' })).toContain(
      'is valid prometheus config',
    )
    const tests = join(REPOSITORY_ROOT, ALERT_TESTS_FILE)
    expect(execFileSync(promtool, ['test', 'rules', tests], { encoding: 'utf8' })).toContain('SUCCESS')
  })
})

test('what the services tell is in the form that Prometheus wants', async () => {
  const promtool = await providePromtool()
  const exposition = await (await system.get('/metrics')).text()
  // Exits with 3 where it only advises on names, which the Node client's own do not follow.
  const complaints = (() => {
    try {
      return execFileSync(promtool, ['check', 'metrics'], {
        input: exposition,
        encoding: 'utf8',
        stdio: 'pipe',
      })
    } catch (error) {
      return String((error as { stderr?: string }).stderr)
    }
  })()
  expect(complaints.split('\n').filter((line) => line.startsWith('ots_'))).toEqual([])
})
