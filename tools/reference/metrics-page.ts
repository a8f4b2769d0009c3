/** `docs/reference/metrics.md`, from the one list of metrics in `packages/runtime`. */
import type { MetricDefinition } from '@oasis/runtime'

const HEAD = `# Metrics

Served in Prometheus' text format under \`/metrics\`. This page is generated from \`packages/runtime/src/metrics/metric-list.ts\` by
\`npm run generate\`. Times are in seconds. Metrics of the process itself (memory, event loop, garbage collection) come with them, named \`process_…\` and \`nodejs_…\`.

| metric | type | labels | meaning |
|---|---|---|---|
`

export function renderMetricsPage(metrics: Readonly<Record<string, MetricDefinition>>): string {
  const rows = Object.entries(metrics).map(([name, { type, labels, help }]) => {
    const labelList = labels.map((label) => `\`${label}\``).join(', ')
    return `| \`${name}\` | ${type} | ${labelList} | ${help.replaceAll('|', '\\|')} |\n`
  })
  return HEAD + rows.join('')
}
