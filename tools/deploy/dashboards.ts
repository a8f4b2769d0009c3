/** Grafana's dashboards, made from tools/deploy/dashboards by `npm run generate`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DASHBOARDS } from './dashboards/all-dashboards.ts'
import { grafanaJson } from './dashboards/grafana-json.ts'

const FOLDER = 'deploy/grafana/dashboards/generated'

/** Path from the root → content. */
export function renderDashboards(): ReadonlyMap<string, string> {
  return new Map(DASHBOARDS.map((dashboard) => [`${FOLDER}/${dashboard.uid}.json`, grafanaJson(dashboard)]))
}

export function writeDashboards(root: string): void {
  for (const [path, content] of renderDashboards()) writeFileSync(join(root, path), content)
}
