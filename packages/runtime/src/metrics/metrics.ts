import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { METRICS, type MetricDefinition, type MetricLabels, type MetricName } from './metric-list.ts'

/** How services count. Names come from the one list; labels that a metric does not have are a bug and throw. */
export interface Metrics {
  increment(name: MetricName, labels?: MetricLabels, by?: number): void
  set(name: MetricName, labels: MetricLabels, value: number): void
  observe(name: MetricName, labels: MetricLabels, value: number): void
}

/** One value of a counter or gauge, under its labels. */
export interface MetricSample {
  readonly labels: MetricLabels
  readonly value: number
}

export interface MetricsRegistry extends Metrics {
  /** As this process has counted it; throws for a histogram. */
  read(name: MetricName): Promise<readonly MetricSample[]>
  /** Prometheus text exposition. */
  render(): Promise<string>
  readonly contentType: string
}

type Instrument = Counter | Gauge | Histogram

export function createMetrics(): MetricsRegistry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const instruments = new Map<MetricName, Instrument>()
  for (const [name, definition] of Object.entries(METRICS)) {
    instruments.set(name as MetricName, build(name, definition, registry))
  }
  const find = <T extends Instrument>(name: MetricName, kind: new (...args: never[]) => T): T => {
    const instrument = instruments.get(name)
    if (!(instrument instanceof kind)) throw new TypeError(`${name} is not a ${kind.name}`)
    return instrument
  }
  return {
    increment: (name, labels = {}, by = 1) => find(name, Counter).inc(labels, by),
    set: (name, labels, value) => find(name, Gauge).set(labels, value),
    observe: (name, labels, value) => find(name, Histogram).observe(labels, value),
    read: async (name) => {
      const instrument = instruments.get(name)
      if (!(instrument instanceof Counter || instrument instanceof Gauge))
        throw new TypeError(`${name} has no single value`)
      // What is set by way of this registry has text for labels.
      return (await instrument.get()).values.map(({ labels, value }) => ({
        labels: labels as MetricLabels,
        value,
      }))
    },
    render: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

function build(name: string, definition: MetricDefinition, registry: Registry): Instrument {
  const base = { name, help: definition.help, labelNames: [...definition.labels], registers: [registry] }
  switch (definition.type) {
    case 'counter':
      return new Counter(base)
    case 'gauge':
      return new Gauge(base)
    case 'histogram':
      return new Histogram({ ...base, buckets: [...(definition.buckets ?? [])] })
  }
}

/** Counts nothing: for replay, tests and benchmarks. */
export function createNoMetrics(): Metrics {
  return { increment() {}, set() {}, observe() {} }
}
