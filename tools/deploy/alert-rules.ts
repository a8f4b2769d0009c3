/** `deploy/prometheus/alerts.yaml`, read. */
import { parse } from 'yaml'
import { z } from 'zod'

export const ALERTS_FILE = 'deploy/prometheus/alerts.yaml'
export const ALERT_TESTS_FILE = 'deploy/prometheus/alerts.test.yaml'

const rule = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
  annotations: z.strictObject({
    summary: z.string(),
    description: z.string(),
    runbook_url: z.string().regex(/^docs\/runbooks\/[a-z-]+\.md$/),
  }),
})
const file = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule).min(1) })).min(1),
})

export type AlertRule = z.output<typeof rule>

/** Throws what the text is not. */
export function parseAlertRules(text: string): AlertRule[] {
  return file.parse(parse(text)).groups.flatMap(({ rules }) => rules)
}

const tests = z.object({
  tests: z.array(
    z.object({
      alert_rule_test: z.array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()) })),
    }),
  ),
})

/** Which alerts are shown to fire, and which to stay silent. */
export function parseAlertTests(text: string): { readonly fires: Set<string>; readonly silent: Set<string> } {
  const all = tests.parse(parse(text)).tests.flatMap(({ alert_rule_test }) => alert_rule_test)
  const names = (fires: boolean) =>
    new Set(all.filter(({ exp_alerts }) => exp_alerts.length > 0 === fires).map(({ alertname }) => alertname))
  return { fires: names(true), silent: names(false) }
}
