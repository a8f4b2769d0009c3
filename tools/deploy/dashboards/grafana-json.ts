/** A dashboard in Grafana's format: rows of panels laid out from left to right, each with its queries to Prometheus. */
import type { Dashboard, Panel, Section } from './dashboard.ts'

/** As deploy/grafana/provisioning/datasources gives it. */
export const DATASOURCE = { type: 'prometheus', uid: 'ots-prometheus' } as const

const SCHEMA_VERSION = 39
const COLUMNS = 24
const WIDTHS = { timeseries: 8, stat: 4, bargauge: 24 } as const
const HEIGHTS = { timeseries: 8, stat: 4, bargauge: 8 } as const

/** Where the next panel goes, in Grafana's grid. */
interface Cursor {
  x: number
  y: number
  rowHeight: number
  id: number
}

export function grafanaJson(dashboard: Dashboard): string {
  const cursor: Cursor = { x: 0, y: 0, rowHeight: 0, id: 1 }
  const json = {
    uid: dashboard.uid,
    title: dashboard.title,
    description: dashboard.description,
    tags: ['ots'],
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    editable: false,
    graphTooltip: 1,
    refresh: '10s',
    time: { from: 'now-1h', to: 'now' },
    timezone: 'utc',
    links: [{ type: 'dashboards', title: 'OTS', tags: ['ots'], asDropdown: true, keepTime: true }],
    panels: dashboard.sections.flatMap((section) => sectionJson(section, cursor)),
  }
  return `${JSON.stringify(json, null, 2)}\n`
}

function sectionJson({ title, panels }: Section, cursor: Cursor): object[] {
  nextLine(cursor)
  const row = {
    id: cursor.id++,
    type: 'row',
    title,
    collapsed: false,
    gridPos: placed(cursor, COLUMNS, 1),
    panels: [],
  }
  return [row, ...panels.map((panel) => panelJson(panel, cursor))]
}

function panelJson(panel: Panel, cursor: Cursor): object {
  const { title, description, kind, queries } = panel
  return {
    id: cursor.id++,
    type: kind,
    title,
    description,
    datasource: DATASOURCE,
    gridPos: placed(cursor, panel.width ?? WIDTHS[kind], HEIGHTS[kind]),
    targets: queries.map(({ expr, legend }, at) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + at),
      datasource: DATASOURCE,
      expr,
      legendFormat: legend,
      ...(kind === 'timeseries' ? { range: true } : { instant: true }),
    })),
    fieldConfig: { defaults: fieldJson(panel), overrides: [] },
    options: optionsOf(kind),
  }
}

function fieldJson({ kind, unit, min, max, thresholds = [], below = 'green', values = {} }: Panel): object {
  const steps = [
    { color: below, value: null },
    ...thresholds.map(({ from, color }) => ({ color, value: from })),
  ]
  const names = Object.fromEntries(
    Object.entries(values).map(([value, text], index) => [value, { text, index }]),
  )
  return {
    unit,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    thresholds: { mode: 'absolute', steps },
    mappings: Object.keys(names).length === 0 ? [] : [{ type: 'value', options: names }],
    ...(kind === 'timeseries' && thresholds.length > 0
      ? { custom: { thresholdsStyle: { mode: 'line' } } }
      : {}),
  }
}

function optionsOf(kind: Panel['kind']): object {
  const reduceOptions = { calcs: ['lastNotNull'], fields: '', values: false }
  switch (kind) {
    case 'timeseries':
      return {
        legend: { displayMode: 'list', placement: 'bottom' },
        tooltip: { mode: 'multi', sort: 'desc' },
      }
    case 'stat':
      return { reduceOptions, colorMode: 'value', graphMode: 'none', textMode: 'auto' }
    case 'bargauge':
      return { reduceOptions, orientation: 'horizontal', displayMode: 'basic' }
  }
}

function nextLine(cursor: Cursor): void {
  cursor.x = 0
  cursor.y += cursor.rowHeight
  cursor.rowHeight = 0
}

function placed(cursor: Cursor, w: number, h: number): { x: number; y: number; w: number; h: number } {
  if (cursor.x + w > COLUMNS) nextLine(cursor)
  const position = { x: cursor.x, y: cursor.y, w, h }
  cursor.x += w
  cursor.rowHeight = Math.max(cursor.rowHeight, h)
  return position
}
