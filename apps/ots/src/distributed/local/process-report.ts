/** What a process of the local system is doing, as it says itself. */
import { z } from 'zod'
import type { ManagedProcess } from './managed-process.ts'

export interface ProcessReport {
  readonly name: string
  readonly pid: number | undefined
  /** `ready`, `standby`, `starting`, … */
  readonly state: string
  readonly restarts: number
  /** Records behind, of all its consumers; undefined where it does not say. */
  readonly lag: number | undefined
  readonly detail: string
}

const TIMEOUT_MS = 1_500

const readySchema = z.object({
  ready: z.boolean(),
  phase: z.string(),
  detail: z.string(),
  services: z.record(z.string(), z.object({ ready: z.boolean(), detail: z.string() })),
})

/** Never rejects. */
export async function reportOf(process: ManagedProcess): Promise<ProcessReport> {
  const { spec, pid, restarts, ended } = process
  const about = { name: spec.name, pid, restarts }
  if (ended !== undefined) return { ...about, state: 'ended', lag: undefined, detail: ended }
  try {
    const { ready, phase, detail, services } = readySchema.parse(await (await ask(spec.url, '/ready')).json())
    const whyNot = Object.values(services).flatMap((service) => (service.ready ? [] : [service.detail]))
    const running = ready ? 'ready' : 'not ready'
    const state = phase === 'RUNNING' ? running : phase.toLowerCase()
    const lag = phase === 'RUNNING' ? lagOf(await (await ask(spec.url, '/metrics')).text()) : undefined
    return { ...about, state, lag, detail: whyNot.length > 0 ? whyNot.join('; ') : detail }
  } catch {
    return { ...about, state: 'starting', lag: undefined, detail: 'does not answer yet' }
  }
}

const ask = (url: string, path: string): Promise<Response> =>
  fetch(new URL(path, url), { signal: AbortSignal.timeout(TIMEOUT_MS) })

/** Each consumer tells its lag by topic. */
export function lagOf(metrics: string): number {
  let lag = 0
  for (const [, value] of metrics.matchAll(/^ots_bus_consumer_lag\{[^}]*\} (\S+)$/gm)) lag += Number(value)
  return lag
}
