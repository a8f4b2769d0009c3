import { expect, test } from 'vitest'
import { runbookProblems, servicesIn } from '../checks/runbooks.ts'
import { openRepository, repositoryOf } from '../repository/repository.ts'

const problems = (page: string, alert = 'Halted') =>
  runbookProblems(
    repositoryOf({
      'deploy/prometheus/alerts.yaml': `
groups:
  - name: g
    rules:
      - alert: Halted
        expr: max(ots_bot_status) == 2
        labels: { severity: critical }
        annotations: { summary: s, description: d, runbook_url: docs/runbooks/halted.md }
`,
      'deploy/compose/compose.yaml': 'services:\n  order-manager: {}\n  kafka: {}\n',
      'services/order-manager/src/a.ts': "logger.error({}, 'order outcome is not known'); 'OTS_DISK_FULL'",
      'services/order-manager/test/a.test.ts': "'said in a test'",
      'docs/runbooks/halted.md': `# ${alert}\n${page}\n`,
    }),
  )

test('what exists is taken', async () => {
  expect(
    await problems(
      [
        "`query 'max(ots_bot_status)'`, `rate(process_cpu_seconds_total[1m])`, `OTS_DISK_FULL`, `OTS_…_FILE`",
        '`docker compose restart order-manager`; `docker compose logs --since 15m kafka`; `logs <service>`',
        '`logs order-manager`, for `order outcome is not known`: what then?',
      ].join('\n'),
    ),
  ).toEqual([])
})

test.each([
  ["`query 'max(ots_bot_state)'`", 'there is no metric ots_bot_state'],
  ['`query \'ots_bot_status{venue="x"}\'`', 'ots_bot_status has no label venue'],
  ['`ots_no_such_metric`', 'there is no metric ots_no_such_metric'],
  ['`docker compose restart risk`', 'has no service risk'],
  ['`logs risk`, for `order outcome is not known`', 'has no service risk'],
  ['`docker compose exec -e A=1 postgres psql`', 'has no service postgres'],
  ['`logs order-manager`, for `order outcome is not known` and `gone`', 'nothing logs "gone"'],
  ['`logs order-manager`, for `said in a test`', 'nothing logs "said in a test"'],
  ['`OTS_DISK_FUL`', 'nothing is called OTS_DISK_FUL'],
])('told: %s', async (page, told) => {
  const found = await problems(page)
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(told)
})

test('a page about an alert that is none is told', async () => {
  expect(await problems('', 'Stopped')).toEqual(['docs/runbooks/halted.md: there is no alert Stopped'])
})

test('services stand where Compose takes them', () => {
  expect(servicesIn('docker compose up -d --scale data-normalizer=2')).toEqual(['data-normalizer'])
  expect(servicesIn('docker compose exec -e OTS_HTTP_PORT=8080 status ots orders')).toEqual(['status'])
  expect(servicesIn('docker compose up -d')).toEqual([])
  expect(servicesIn('docker system df')).toEqual([])
})

test('our own pages name what exists', async () => {
  expect(await runbookProblems(openRepository())).toEqual([])
})
