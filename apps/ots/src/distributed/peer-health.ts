/** What the other processes say of themselves, asked now and then: for the page that shows the whole system. */
import type { Scheduler, Timer } from '@oasis/ports'
import type { HealthReport, Service } from '@oasis/runtime'
import { z } from 'zod'

export interface Peer {
  readonly name: string
  /** Where it serves `/ready`. */
  readonly url: string
}

export interface PeerHealth extends Service {
  /** By name; of a standby, too, which is well and says so. */
  reports(): Readonly<Record<string, HealthReport>>
}

const INTERVAL_MS = 2_000
const TIMEOUT_MS = 1_500

const answerSchema = z.object({
  ready: z.boolean(),
  phase: z.string(),
  detail: z.string(),
  services: z.record(z.string(), z.object({ ready: z.boolean(), detail: z.string() })),
})

export function createPeerHealth(
  { scheduler }: { readonly scheduler: Scheduler },
  peers: readonly Peer[],
): PeerHealth {
  const known = new Map<string, HealthReport>()
  let timer: Timer | undefined
  let stopped = false

  const look = async (): Promise<void> => {
    await Promise.all(peers.map(async (peer) => void known.set(peer.name, await ask(peer))))
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
