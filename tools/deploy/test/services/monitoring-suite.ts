/** Every expression of the dashboards and alerts, asked of a real Prometheus that scrapes a system which trades on the simulator. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REPOSITORY_ROOT } from '../../../repository/repository.ts'
import { type Prometheus, providePromtool, startPrometheus, waitUntil } from '../../../services/src/index.ts'
import { ALERTS_FILE, parseAlertRules } from '../../alert-rules.ts'
import { DASHBOARDS } from '../../dashboards/all-dashboards.ts'
import { selectorsOf, withoutVariables } from '../../promql.ts'

export interface ScrapeTarget {
  /** `http://…`, which serves /metrics. */
  readonly url: string
  /** As the alerts name it; its address where there is none. */
  readonly instance?: string
}

export interface WatchedSystem {
  readonly targets: readonly ScrapeTarget[]
  /** For whoever asks why there are no fills. */
  output(): string
  stop(): Promise<void>
}

export interface MonitoredSystem {
  /** Begins to trade by itself. */
  readonly start: () => Promise<WatchedSystem>
  /** Metrics that alerts ask for and that are rightly not there, and why. */
  readonly quiet: Readonly<Record<string, string>>
  /** Alerts that rightly fire, and why. */
  readonly firing: Readonly<Record<string, string>>
}

const alertsFile = join(REPOSITORY_ROOT, ALERTS_FILE)
const rules = parseAlertRules(readFileSync(alertsFile, 'utf8'))
const queries = DASHBOARDS.flatMap(({ uid, sections }) =>
  sections.flatMap(({ panels }) =>
    panels.flatMap(({ title, queries }) => queries.map((query) => ({ name: `${uid}: ${title}`, ...query }))),
  ),
)

const START_MS = 240_000

export function testMonitoring({ start, quiet, firing }: MonitoredSystem): void {
  let system: WatchedSystem
  let prometheus: Prometheus

  const ask = (expr: string) => query(prometheus, expr)

  beforeAll(async () => {
    system = await start()
    prometheus = await startPrometheus({ configuration: configurationOf(system.targets) })
    // Fills, seen by several scrapes: a rate wants two.
    await waitUntil(
      async () => (await ask('sum(rate(ots_executions_total[1m])) > 0')).length > 0,
      120_000,
      () => `no fills in Prometheus: ${system.output()}`,
    )
    await waitUntil(
      async () => (await ask('ots_position and on () count_over_time(up[2m]) >= 5')).length > 0,
      30_000,
      () => 'no position after five scrapes',
    )
  }, START_MS)

  afterAll(async () => {
    await prometheus?.stop()
    await system?.stop()
  })

  test('everybody is scraped', async () => {
    expect(await ask('up{job="ots"} == 1')).toHaveLength(system.targets.length)
  })

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
        if (quiet[metric] === undefined)
          expect([metric, await ask(metric)]).toEqual([metric, expect.arrayContaining([expect.anything()])])
      }
    })

    test('are evaluated without a fault, and none fires while a system trades well', async () => {
      await waitUntil(
        async () => (await rulesOf(prometheus)).every(({ health }) => health === 'ok'),
        30_000,
        () => 'not all rules are evaluated',
      )
      const told = await rulesOf(prometheus)
      expect(told.map(({ name }) => name).toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted())
      const unexpected = told.filter(({ name, state }) => state === 'firing' && firing[name] === undefined)
      expect(unexpected.map(({ name }) => name)).toEqual([])
    })
  })

  test('what the services tell is in the form that Prometheus wants', async () => {
    const promtool = await providePromtool()
    for (const { url } of system.targets) {
      const response = await fetch(new URL('/metrics', url), { signal: AbortSignal.timeout(5_000) })
      expect([url, complaintsOf(promtool, await response.text())]).toEqual([url, []])
    }
  })
}

const configurationOf = (targets: readonly ScrapeTarget[]): string => `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: ['${alertsFile}']
scrape_configs:
  - job_name: ots
    static_configs: ${JSON.stringify(
      targets.map(({ url, instance }) => ({
        targets: [new URL(url).host],
        labels: instance === undefined ? {} : { instance },
      })),
    )}
`

interface Answer {
  readonly status: string
  readonly error?: string
  readonly data?: { readonly result: readonly unknown[] }
}

async function query(prometheus: Prometheus, expr: string): Promise<readonly unknown[]> {
  const url = new URL('/api/v1/query', prometheus.url)
  url.searchParams.set('query', withoutVariables(expr))
  const answer = (await (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json()) as Answer
  if (answer.status !== 'success' || answer.data === undefined) throw new Error(`${answer.error}: ${expr}`)
  return answer.data.result
}

interface EvaluatedRule {
  readonly name: string
  readonly health: string
  readonly state: string
}

async function rulesOf(prometheus: Prometheus): Promise<readonly EvaluatedRule[]> {
  const response = await fetch(new URL('/api/v1/rules', prometheus.url), {
    signal: AbortSignal.timeout(5_000),
  })
  const { data } = (await response.json()) as {
    data: { groups: { rules: EvaluatedRule[] }[] }
  }
  return data.groups.flatMap((group) => group.rules)
}

/** About our own; the Node client's do not follow all advice on names, for which promtool exits with 3. */
function complaintsOf(promtool: string, exposition: string): readonly string[] {
  const told = (() => {
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
  return told.split('\n').filter((line) => line.startsWith('ots_'))
}
