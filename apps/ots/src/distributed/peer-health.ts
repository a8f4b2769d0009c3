/** What the other processes say of themselves and count, asked now and then: for the page that shows the whole system. */
import type { Scheduler, Timer } from '@oasis/ports'
import type { HealthReport, MetricName, MetricSample, Service } from '@oasis/runtime'
import { z } from 'zod'

export interface Peer {
  readonly name: string
  /** Where it serves `/ready` and `/samples`. */
  readonly url: string
}

export interface PeerHealth extends Service {
  /** By name; of a standby, too, which is well and says so. */
  reports(): Readonly<Record<string, HealthReport>>
  /** Of all that answer, as of the last time; of other metrics than {@link SHOWN} nothing. */
  samples(name: MetricName): readonly MetricSample[]
}

const SHOWN = [
  'ots_bus_consumer_lag',
  'ots_feed_messages_total',
  'ots_feed_gaps_total',
  'ots_feed_resyncs_total',
  'ots_feed_reconnects_total',
  'ots_reconciliation_differences',
  'ots_audit_differences',
] as const satisfies readonly MetricName[]

const INTERVAL_MS = 2_000
const TIMEOUT_MS = 1_500

const answerSchema = z.object({
  ready: z.boolean(),
  phase: z.string(),
  detail: z.string(),
  services: z.record(z.string(), z.object({ ready: z.boolean(), detail: z.string() })),
})

const samplesSchema = z.partialRecord(
  z.enum(SHOWN),
  z.array(z.object({ labels: z.record(z.string(), z.string()), value: z.number() })),
)
type Samples = z.output<typeof samplesSchema>

export function createPeerHealth(
  { scheduler }: { readonly scheduler: Scheduler },
  peers: readonly Peer[],
): PeerHealth {
  const known = new Map<string, HealthReport>()
  const counted = new Map<string, Samples>()
  let timer: Timer | undefined
  let stopped = false

  const look = async (): Promise<void> => {
    await Promise.all(
      peers.map(async (peer) => {
        const [report, samples] = await Promise.all([ask(peer), askSamples(peer)])
        known.set(peer.name, report)
        counted.set(peer.name, samples)
      }),
    )
    if (!stopped) timer = scheduler.after(INTERVAL_MS, () => void look())
  }

  return {
    name: 'peer-health',
    start: async () => void look(),
    stop: async () => {
      stopped = true
      timer?.cancel()
    },
    health: () => ({ ready: true, detail: `${peers.length} processes looked at` }),
    reports: () => Object.fromEntries(known),
    samples: (name) =>
      [...counted.values()].flatMap(
        (samples) => Object.entries(samples).find(([each]) => each === name)?.[1] ?? [],
      ),
  }
}

/** Never rejects. */
export async function ask({ url }: Peer): Promise<HealthReport> {
  try {
    const response = await fetch(new URL('/ready', url), { signal: AbortSignal.timeout(TIMEOUT_MS) })
    const { ready, phase, detail, services } = answerSchema.parse(await response.json())
    if (phase === 'STANDBY') return { ready: true, detail: `standby: ${detail}` }
    const details = Object.values(services).map((service) => service.detail)
    return { ready, detail: phase === 'RUNNING' ? details.join('; ') : `${phase.toLowerCase()}: ${detail}` }
  } catch (error) {
    const { cause } = error as Error
    return {
      ready: false,
      detail: `no answer: ${(cause instanceof Error ? cause : (error as Error)).message}`,
    }
  }
}

/** Never rejects: who does not answer has told nothing. */
export async function askSamples({ url }: Peer): Promise<Samples> {
  const names = new URLSearchParams(SHOWN.map((name) => ['name', name]))
  try {
    const response = await fetch(new URL(`/samples?${names}`, url), {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return samplesSchema.parse(await response.json())
  } catch {
    return {}
  }
}
