/**
 * What the distributed system takes of a machine: memory of each process, idle and under load, and how memory and processor
 * time for an event grow with the number of instruments, at the same number of events a second. Read from the processes' own
 * metrics, as Prometheus has them. Figures to know rather than targets.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { startBenchServers } from '../distributed/bench-servers.ts'
import { denials } from '../distributed/denials.ts'
import { type LoadedProcesses, startLoadedProcesses } from '../distributed/loaded-processes.ts'
import { type Usage, usageOf } from '../distributed/process-usage.ts'
import type { Row } from '../harness.ts'
import { rounded } from '../latency.ts'
import { type LoadPlan, symbolsOfLoad } from '../load/plan.ts'
import type { SuiteOptions } from './suite.ts'

const TRADES_PER_SECOND = 200
/** Few enough that one instrument alone can have as many orders, one after the other, as five hundred have together. */
const TRADES_OF_AN_ORDER = 8
/** Of each instrument, all together about 66 a second: quiet ones stay below what counts as silence. */
const BOOK_EVERY_MS_PER_INSTRUMENT = 15
const DRAIN_MS = 2_000
const MEGABYTE = 1_048_576
/** Whose processes are told one by one. */
const TYPICAL_INSTRUMENTS = 10

interface Footprint {
  readonly instruments: number
  readonly idle: readonly Usage[]
  readonly loaded: readonly Usage[]
  readonly events: number
  readonly orders: number
  readonly denied: Readonly<Record<string, number>>
}

export async function distributedFootprintSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const footprints: Footprint[] = []
  for (const instruments of quick ? [1, TYPICAL_INSTRUMENTS] : [1, TYPICAL_INSTRUMENTS, 100, 500]) {
    footprints.push(await footprintOf(instruments, quick ? 10 : 60))
  }
  const [first] = footprints
  const typical = footprints.find(({ instruments }) => instruments === TYPICAL_INSTRUMENTS)
  if (first === undefined || typical === undefined) throw new Error('nothing was measured')
  return [
    ...memoryRows(typical),
    ...footprints.map((each) => memoryGrowth(each, first)),
    ...footprints.map((each) => processorGrowth(each, first)),
  ]
}

async function footprintOf(instruments: number, seconds: number): Promise<Footprint> {
  const plan: LoadPlan = {
    ...{ instruments, framesPerSecond: TRADES_PER_SECOND, tradesPerFrame: 1, poisson: true, seconds },
    bookEveryMs: instruments * BOOK_EVERY_MS_PER_INSTRUMENT,
  }
  const servers = await startBenchServers()
  try {
    const loaded = await startLoadedProcesses({
      ...{ servers, plan },
      strategies: [
        {
          ...{ id: 'load', type: 'every-n-ticks', symbols: symbolsOfLoad(plan) },
          params: { n: TRADES_OF_AN_ORDER, quantity: '0.002' },
        },
      ],
      // A leader each: a standby only waits.
      counts: { 'order-manager': 1, 'risk-engine': 1 },
    })
    return await observe(loaded, plan).finally(() => loaded.stop())
  } finally {
    await servers.stop()
  }
}

async function observe(loaded: LoadedProcesses, plan: LoadPlan): Promise<Footprint> {
  const processes = loaded.system.processes.map(({ spec }) => spec)
  const idle = await Promise.all(processes.map(usageOf))
  await loaded.run()
  await sleep(DRAIN_MS)
  const loadedUsage = await Promise.all(processes.map(usageOf))
  const events = await loaded.accountEvents()
  const orders = events.filter(({ body }) => body.kind === 'ORDER' && body.trigger === 'CREATE').length
  const books = (1_000 / plan.bookEveryMs) * plan.instruments
  return {
    ...{ instruments: plan.instruments, idle, loaded: loadedUsage, orders },
    denied: await denials(processes.map(({ url }) => url)),
    events: (plan.framesPerSecond + books) * plan.seconds,
  }
}

function memoryRows({ idle, loaded, instruments }: Footprint): readonly Row[] {
  return loaded.map((usage) => {
    const before = idle.find(({ name }) => name === usage.name)?.residentBytes ?? Number.NaN
    const values = [before / MEGABYTE, usage.residentBytes / MEGABYTE] as const
    return {
      name: `memory of ${usage.name}, ${instruments} instruments`,
      unit: 'MB under load',
      subject: { unit: 'MB', median: values[1], min: Math.min(...values), max: Math.max(...values) },
      floor: { name: 'idle', unit: 'MB', median: values[0], min: values[0], max: values[0] },
      ratio: values[0] / values[1],
    }
  })
}

const memoryOf = (usages: readonly Usage[]): number =>
  usages.reduce((sum, { residentBytes }) => sum + residentBytes, 0) / MEGABYTE

function memoryGrowth(footprint: Footprint, first: Footprint): Row {
  const { instruments, loaded, idle } = footprint
  const [megabytes, least] = [memoryOf(loaded), memoryOf(first.loaded)]
  return {
    name: `memory of all processes, ${instruments} instruments`,
    unit: 'MB under load',
    subject: { unit: 'MB', median: megabytes, min: memoryOf(idle), max: megabytes },
    floor: { name: '1 instrument', unit: 'MB', median: least, min: least, max: least },
    ratio: least / megabytes,
    extra: Object.fromEntries(
      loaded.map(({ name, residentBytes }) => [`${name} MB`, rounded(residentBytes / MEGABYTE)]),
    ),
  }
}

function processorGrowth(footprint: Footprint, first: Footprint): Row {
  const { instruments, events, orders, denied } = footprint
  const [micros, least] = [microsPerEvent(footprint), microsPerEvent(first)]
  const total = (each: ReadonlyMap<string, number>) => [...each.values()].reduce((sum, one) => sum + one, 0)
  return {
    name: `processor time of an event, ${instruments} instruments`,
    unit: 'µs',
    subject: { unit: 'µs', median: total(micros), min: Math.min(...micros.values()), max: total(micros) },
    floor: {
      ...{ name: '1 instrument', unit: 'µs' },
      ...{ median: total(least), min: total(least), max: total(least) },
    },
    ratio: total(least) / total(micros),
    extra: {
      ...{ events: Math.round(events), orders, ...denied },
      ...Object.fromEntries([...micros].map(([name, each]) => [`${name} µs`, Math.round(each)])),
    },
  }
}

function microsPerEvent({ idle, loaded, events }: Footprint): ReadonlyMap<string, number> {
  return new Map(
    loaded.map(({ name, processorSeconds }) => {
      const before = idle.find((each) => each.name === name)?.processorSeconds ?? Number.NaN
      return [name, ((processorSeconds - before) * 1e6) / events]
    }),
  )
}
