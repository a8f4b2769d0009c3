/** Alerts and dashboards ask for metrics that exist, alerts are tested and have a runbook, dashboards are as generated. */
import { ALERT_TESTS_FILE, ALERTS_FILE, parseAlertRules, parseAlertTests } from '../deploy/alert-rules.ts'
import { DASHBOARDS } from '../deploy/dashboards/all-dashboards.ts'
import type { Dashboard } from '../deploy/dashboards/dashboard.ts'
import { renderDashboards } from '../deploy/dashboards.ts'
import { knownMetrics } from '../deploy/known-metrics.ts'
import { selectorsOf } from '../deploy/promql.ts'
import type { Repository } from '../repository/repository.ts'
import type { Check } from './check.ts'
import { renderedProblems } from './reference.ts'

export const monitoring: Check = {
  name: 'alerts and dashboards',
  run: async (repository) => ({
    problems: [
      ...(await alertProblems(repository)),
      ...(await dashboardProblems(DASHBOARDS)),
      ...[...renderDashboards()].flatMap(([path, content]) => renderedProblems(repository, path, content)),
    ],
  }),
}

export async function alertProblems(repository: Repository): Promise<string[]> {
  const rules = parseAlertRules(repository.read(ALERTS_FILE))
  const shown = parseAlertTests(repository.read(ALERT_TESTS_FILE))
  const known = await knownMetrics()
  const index = repository.read('docs/runbooks/README.md')
  return rules.flatMap(({ alert, expr, annotations: { runbook_url: runbook } }) => [
    ...selectorsOf(expr).flatMap((selector) => {
      const fault = known.fault(selector)
      return fault === undefined ? [] : [`${ALERTS_FILE}: ${alert}: ${fault}`]
    }),
    ...(shown.fires.has(alert) ? [] : [`${ALERT_TESTS_FILE}: nothing shows that ${alert} fires`]),
    ...(shown.silent.has(alert) ? [] : [`${ALERT_TESTS_FILE}: nothing shows when ${alert} is silent`]),
    ...runbookProblems(repository, alert, runbook),
    ...(index.includes(alert) ? [] : [`docs/runbooks/README.md does not name ${alert}`]),
  ])
}

function runbookProblems(repository: Repository, alert: string, runbook: string): string[] {
  if (!repository.files.includes(runbook)) return [`${ALERTS_FILE}: ${alert}: ${runbook} does not exist`]
  const text = repository.read(runbook)
  return [alert, '**Look.**', '**Do.**', '**After.**']
    .filter((part) => !text.includes(part))
    .map((part) => `${runbook} lacks ${part}`)
}

export async function dashboardProblems(dashboards: readonly Dashboard[]): Promise<string[]> {
  const known = await knownMetrics()
  return dashboards.flatMap(({ uid, sections }) =>
    sections.flatMap(({ panels }) =>
      panels.flatMap(({ title, description, queries }) => [
        ...(description === '' ? [`dashboard ${uid}: "${title}" has no description`] : []),
        ...queries.flatMap(({ expr }) =>
          selectorsOf(expr).flatMap((selector) => {
            const fault = known.fault(selector)
            return fault === undefined ? [] : [`dashboard ${uid}: "${title}": ${fault}`]
          }),
        ),
      ]),
    ),
  )
}
