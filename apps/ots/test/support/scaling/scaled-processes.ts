/** The processes whose number changes: as many as asked for, and at rest, each with its share of the work. */
import { waitUntil } from '../../../../../tools/services/src/index.ts'
import type { LocalSystem, ManagedProcess } from '../../../src/index.ts'

export const SCALED = ['data-normalizer', 'strategy-framework'] as const
const AT_REST_WITHIN_MS = 60_000

export class ScaledProcesses {
  readonly #system: LocalSystem
  readonly #strategies: number

  constructor(system: LocalSystem, strategies: number) {
    this.#system = system
    this.#strategies = strategies
  }

  of(service: string): readonly ManagedProcess[] {
    return this.#system.processes.filter(({ spec }) => spec.service === service)
  }

  /** Of those that are there, the oldest go: what they have must move. */
  async scaleTo(count: number): Promise<void> {
    await Promise.all(
      SCALED.map(async (service) => {
        const there = this.of(service)
        for (let i = there.length; i < count; i++) await this.#system.add(service)
        await Promise.all(there.slice(0, -count).map((process) => this.#system.remove(process)))
      }),
    )
    await this.atRest()
  }

  /** Every process serves, and every strategy runs on one host, none of which has more than its share. */
  async atRest(): Promise<void> {
    let seen = ''
    await waitUntil(
      async () => {
        const reports = await this.#system.reports()
        const hosts = await Promise.all(this.of('strategy-framework').map(strategiesOn))
        seen = `${reports.map(({ name, state, detail }) => `${name} ${state} ${detail}`).join('\n')}\n${hosts.join(' | ')}`
        const most = Math.ceil(this.#strategies / hosts.length)
        return (
          reports.every(({ state }) => state === 'ready') &&
          hosts.every((running) => running.length <= most) &&
          new Set(hosts.flat()).size === this.#strategies
        )
      },
      AT_REST_WITHIN_MS,
      () => `the processes have not come to rest:\n${seen}`,
    )
  }

  /** Trades that each normalizer has taken in. */
  async tradesTaken(): Promise<readonly number[]> {
    return Promise.all(
      this.of('data-normalizer').map(async ({ spec }) => {
        const text = await (await asked(spec.url, '/metrics')).text()
        const taken = /^ots_bus_consumed_total\{[^}]*group="data-normalizer-trades[^}]*\} (\S+)$/m.exec(text)
        return Number(taken?.[1] ?? 0)
      }),
    )
  }

  /** Records that strategies have still to read. */
  async strategyLag(): Promise<number> {
    const reports = await this.#system.reports()
    return reports
      .filter(({ name }) => name.startsWith('strategy-framework'))
      .reduce((sum, { lag = 0 }) => sum + lag, 0)
  }
}

const asked = (url: string, path: string): Promise<Response> =>
  fetch(new URL(path, url), { signal: AbortSignal.timeout(3_000) })

async function strategiesOn({ spec }: ManagedProcess): Promise<readonly string[]> {
  const body = (await (await asked(spec.url, '/ready')).json()) as {
    services?: Record<string, { detail: string } | undefined>
  }
  const detail = body.services?.['strategy-host']?.detail ?? ''
  return [...detail.matchAll(/(?:^|; )(s\d\d): (?!waiting for its lease)/g)].map(([, id = '']) => id)
}
