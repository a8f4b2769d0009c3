/** What a dashboard is here: sections of panels, each with a question that it answers. Grafana's own format is grafana-json.ts's. */

export interface Query {
  readonly expr: string
  /** Grafana's legend, like `{{instrument}}`. */
  readonly legend: string
  /** Why a system that runs well may have nothing to show; checked otherwise. */
  readonly mayBeEmpty?: string
}

/** From this value on, this color. */
export interface Threshold {
  readonly from: number
  readonly color: 'green' | 'yellow' | 'orange' | 'red'
}

export interface Panel {
  readonly title: string
  /** What it shows, and what is good. */
  readonly description: string
  readonly kind: 'timeseries' | 'stat' | 'bargauge'
  /** Grafana's unit id: `s`, `percentunit`, `ops`, `bytes`, `short`, `none`. */
  readonly unit: string
  readonly queries: readonly Query[]
  readonly thresholds?: readonly Threshold[]
  /** Below the first threshold: green, or red where more is better. */
  readonly below?: 'green' | 'red'
  readonly min?: number
  readonly max?: number
  /** Names of values, for what is a state and no amount. */
  readonly values?: Readonly<Record<string, string>>
  /** Of 24 columns; default 8, of a stat 4. */
  readonly width?: number
}

export interface Section {
  readonly title: string
  readonly panels: readonly Panel[]
}

export interface Dashboard {
  /** File name, and the end of its address. */
  readonly uid: string
  readonly title: string
  readonly description: string
  readonly sections: readonly Section[]
}

type Content = Omit<Panel, 'title' | 'kind' | 'unit'>

const panelOf =
  (kind: Panel['kind']) =>
  (title: string, unit: string, content: Content): Panel => ({ title, kind, unit, ...content })

/** A course over time. */
export const graph = panelOf('timeseries')
/** One number, as it is now. */
export const stat = panelOf('stat')
/** Several shares beside each other, as they are now. */
export const bars = panelOf('bargauge')

export const query = (expr: string, legend: string, mayBeEmpty?: string): Query => ({
  expr,
  legend,
  ...(mayBeEmpty === undefined ? {} : { mayBeEmpty }),
})

/** Half of the cases, and nearly all, of a histogram. */
export function quantiles(metric: string, by: readonly string[] = [], mayBeEmpty?: string): Query[] {
  const labels = ['le', ...by].join(', ')
  const legend = by.map((label) => `{{${label}}}`).join(' ')
  return [0.5, 0.99].map((share) =>
    query(
      `histogram_quantile(${share}, sum by (${labels}) (rate(${metric}_bucket[$__rate_interval])))`,
      `${legend} p${share * 100}`.trim(),
      mayBeEmpty,
    ),
  )
}

export const warnFrom = (yellow: number, red: number): readonly Threshold[] => [
  { from: yellow, color: 'yellow' },
  { from: red, color: 'red' },
]
/** More is better. */
export const goodFrom = (green: number, yellow?: number): Pick<Panel, 'below' | 'thresholds'> => ({
  below: 'red',
  thresholds: [
    ...(yellow === undefined ? [] : [{ from: yellow, color: 'yellow' } as const]),
    { from: green, color: 'green' },
  ],
})
/** Anything above 0 is wrong. */
export const NONE_WANTED: readonly Threshold[] = [{ from: 1e-9, color: 'red' }]
