import { describe, expect, test } from 'vitest'
import { alertProblems, dashboardProblems } from '../checks/monitoring.ts'
import { graph, query } from '../deploy/dashboards/dashboard.ts'
import { selectorsOf } from '../deploy/promql.ts'
import { repositoryOf } from '../repository/repository.ts'

const rule = (expr: string, runbook = 'docs/runbooks/halted.md') => `
groups:
  - name: g
    rules:
      - alert: Halted
        expr: ${expr}
        labels: { severity: critical }
        annotations: { summary: s, description: d, runbook_url: ${runbook} }
`
const FIRES = '- { alertname: Halted, eval_time: 1m, exp_alerts: [{ exp_labels: {} }] }'
const SILENT = '- { alertname: Halted, eval_time: 1m, exp_alerts: [] }'
const tests = (...lines: string[]) =>
  `tests:\n  - alert_rule_test:\n${lines.map((line) => `      ${line}\n`).join('')}`

function problems(changes: Readonly<Record<string, string>>): Promise<string[]> {
  return alertProblems(
    repositoryOf({
      'deploy/prometheus/alerts.yaml': rule('max(ots_bot_status) == 2'),
      'deploy/prometheus/alerts.test.yaml': tests(FIRES, SILENT),
      'docs/runbooks/README.md': 'Halted',
      'docs/runbooks/halted.md': '# Halted\n**Look.** **Do.** **After.**',
      ...changes,
    }),
  )
}

describe('alerts', () => {
  test('that ask for what exists, are tested and explained are taken', async () => {
    expect(await problems({})).toEqual([])
  })

  test.each([
    [
      'a metric that nobody records',
      { 'deploy/prometheus/alerts.yaml': rule('ots_bot_state == 2') },
      'no metric ots_bot_state',
    ],
    [
      'a label that the metric lacks',
      { 'deploy/prometheus/alerts.yaml': rule('\'ots_bot_status{venue="x"} == 2\'') },
      'no label venue',
    ],
    ['no test that it fires', { 'deploy/prometheus/alerts.test.yaml': tests(SILENT) }, 'that Halted fires'],
    [
      'no test that it is silent',
      { 'deploy/prometheus/alerts.test.yaml': tests(FIRES) },
      'when Halted is silent',
    ],
    [
      'a runbook that does not exist',
      { 'deploy/prometheus/alerts.yaml': rule('ots_bot_status', 'docs/runbooks/gone.md') },
      'gone.md does not exist',
    ],
    [
      'a runbook that does not say what to do',
      { 'docs/runbooks/halted.md': '# Halted **Look.** **After.**' },
      'lacks **Do.**',
    ],
    ['an index that leaves it out', { 'docs/runbooks/README.md': '' }, 'does not name Halted'],
  ])('with %s are found', async (_name, changes, problem) => {
    expect(await problems(changes)).toEqual([expect.stringContaining(problem)])
  })
})

test('a panel that asks for a metric that does not exist is found', async () => {
  const panel = (expr: string) => graph('P', 'none', { description: 'd', queries: [query(expr, '')] })
  const dashboard = { uid: 'u', title: 't', description: 'd' }
  const check = (expr: string) =>
    dashboardProblems([{ ...dashboard, sections: [{ title: 's', panels: [panel(expr)] }] }])
  expect(await check('rate(ots_http_request_seconds_bucket{le="1"}[1m])')).toEqual([])
  expect(await check('nodejs_heap_size_used_bytes{instance="x"}')).toEqual([])
  expect(await check('sum(ots_http_request_seconds)')).toEqual([
    expect.stringContaining('no metric ots_http_request_seconds'),
  ])
  expect(await check('rate(ots_bus_published_bucket[1m])')).toEqual([
    expect.stringContaining('ots_bus_published_bucket'),
  ])
})

test('metrics of an expression are told apart from functions, labels, keywords and texts', () => {
  expect(
    selectorsOf(
      'time() - max by (account, mode) (a_seconds{x="b_total",y!~"c"}) > bool 60 and on (account) rate(d_total[5m] offset 10m) or vector(0)',
    ),
  ).toEqual([
    { metric: 'a_seconds', labels: ['x', 'y'] },
    { metric: 'd_total', labels: [] },
  ])
  expect(selectorsOf('histogram_quantile(0.5, sum by (le) (rate(e_bucket[$__rate_interval])))')).toEqual([
    { metric: 'e_bucket', labels: [] },
  ])
})
