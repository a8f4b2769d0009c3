/** Dashboards and alerts over a system in one process; and the rules' own tests. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startOts, ticksConfig } from '../../../../apps/ots/test/support/ots-process.ts'
import { REPOSITORY_ROOT } from '../../../repository/repository.ts'
import { providePromtool } from '../../../services/src/index.ts'
import { ALERT_TESTS_FILE, ALERTS_FILE, parseAlertRules } from '../../alert-rules.ts'
import { testMonitoring } from './monitoring-suite.ts'

testMonitoring({
  start: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ots-monitoring-'))
    const args = ['--source', 'simulator', '--port', '0', '--config', ticksConfig(folder, 5)]
    const system = await startOts(args, { env: { OTS_DATA_DIR: join(folder, 'data') } })
    return {
      targets: [{ url: system.address }],
      output: system.stdout,
      stop: async () => {
        await system.stop('SIGINT')
        rmSync(folder, { recursive: true, force: true })
      },
    }
  },
  quiet: {
    ots_strategy_errors_total: 'no strategy fails',
    ots_feed_gaps_total: 'nothing is lost on the way',
    ots_dead_letters_total: 'everything can be read',
    ots_lease_held: 'one process leads without a lease',
    ots_certificate_expiry_timestamp_seconds: 'nothing is encrypted',
  },
  firing: { ServiceMissing: 'one process has no service of another name' },
})

test('the rules are taken by promtool, and each fires and stays silent as shown', async () => {
  const alertsFile = join(REPOSITORY_ROOT, ALERTS_FILE)
  const rules = parseAlertRules(readFileSync(alertsFile, 'utf8'))
  const promtool = await providePromtool()
  const run = (...args: string[]) => execFileSync(promtool, args, { encoding: 'utf8' })
  expect(run('check', 'rules', alertsFile)).toContain(`SUCCESS: ${rules.length} rules found`)
  expect(run('check', 'config', join(REPOSITORY_ROOT, 'deploy/prometheus/prometheus.yaml'))).toContain(
    'is valid prometheus config',
  )
  expect(run('test', 'rules', join(REPOSITORY_ROOT, ALERT_TESTS_FILE))).toContain('SUCCESS')
})
