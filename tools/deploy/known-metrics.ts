/** What a scrape of a service gives: the list of the code, what the Node client adds, and what Prometheus adds itself. */
import { createMetrics, METRICS, type MetricDefinition } from '@oasis/runtime'
import type { Selector } from './promql.ts'

/** By Prometheus, to every series. */
const TARGET_LABELS = ['job', 'instance']

export interface KnownMetrics {
  /** Why a selector can never find anything; undefined when it may. */
  fault(selector: Selector): string | undefined
}

export async function knownMetrics(): Promise<KnownMetrics> {
  const exposition = await createMetrics().render()
  const kinds = new Map(
    [...exposition.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', kind = '']) => [name, kind]),
  )
  kinds.set('up', 'gauge')
  return {
    fault: ({ metric, labels }) => {
      const base = baseOf(metric, kinds)
      if (base === undefined) return `there is no metric ${metric}`
      const own = labelsOf(base)
      const foreign = labels.find((label) => own !== undefined && ![...own, ...TARGET_LABELS].includes(label))
      return foreign === undefined ? undefined : `${metric} has no label ${foreign}`
    },
  }
}

/** A histogram's series have names of their own, and nothing has the histogram's. */
function baseOf(metric: string, kinds: ReadonlyMap<string, string>): string | undefined {
  const kind = kinds.get(metric)
  if (kind !== undefined) return kind === 'histogram' ? undefined : metric
  const [, base, suffix] = /^(\w+)_(bucket|sum|count)$/.exec(metric) ?? []
  if (base === undefined) return undefined
  const parts: Readonly<Record<string, readonly string[]>> = {
    histogram: ['bucket', 'sum', 'count'],
    summary: ['sum', 'count'],
  }
  return parts[kinds.get(base) ?? '']?.includes(suffix ?? '') ? base : undefined
}

/** Undefined for what is not ours. */
function labelsOf(name: string): readonly string[] | undefined {
  const ours: Readonly<Record<string, MetricDefinition>> = METRICS
  const definition = ours[name]
  if (definition === undefined) return undefined
  return definition.type === 'histogram' ? [...definition.labels, 'le'] : definition.labels
}
