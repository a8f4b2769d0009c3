/**
 * A whole distributed system on one machine, for a person to try and for tests: every service a process of its own, what
 * dies is started again, and at the end nothing is left. Kafka, PostgreSQL and Redis are there already.
 */
import type { ServiceName } from '../../config/service-environment.ts'
import { type LocalSystemOptions, localProcesses } from './local-processes.ts'
import { ManagedProcess } from './managed-process.ts'
import { type ProcessReport, reportOf } from './process-report.ts'

export interface LocalSystem {
  readonly page: string
  /** What an `ots` command needs to be told, to steer this system from another terminal. */
  readonly operator: Readonly<Record<string, string>>
  readonly processes: readonly ManagedProcess[]
  reports(): Promise<readonly ProcessReport[]>
  /** One more host of strategies, normalizer, …. */
  add(service: ServiceName): Promise<ManagedProcess>
  /** In an orderly way; the others take over. */
  remove(process: ManagedProcess): Promise<void>
  /** Resolves when nothing is left. */
  stop(): Promise<void>
}

export interface StartLocalSystemOptions extends LocalSystemOptions {
  readonly onLine: (name: string, line: string) => void
}

const STOP_MS = 15_000
/** Who comes first has stopped before the next begins: intake, then decisions, then orders. */
const STOP_GROUPS: readonly (readonly string[])[] = [
  ['market-connector', 'data-normalizer', 'strategy-framework', 'auditor', 'control-center-api'],
  ['risk-engine'],
  ['order-manager'],
]

export async function startLocalSystem(options: StartLocalSystemOptions): Promise<LocalSystem> {
  const made = await localProcesses(options)
  const manage = (spec: (typeof made.specs)[number]) => new ManagedProcess(spec, options)
  const processes = made.specs.map(manage)
  for (const process of processes) process.start()
  return {
    page: made.page,
    operator: made.operator,
    processes,
    reports: () => Promise.all(processes.map(reportOf)),
    add: async (service) => {
      const process = manage(await made.another(service))
      processes.push(process)
      process.start()
      return process
    },
    remove: async (process) => {
      await process.stop(STOP_MS)
      processes.splice(processes.indexOf(process), 1)
    },
    stop: async () => {
      for (const group of STOP_GROUPS) {
        const members = processes.filter(({ spec }) => group.includes(spec.service))
        await Promise.all(members.map((process) => process.stop(STOP_MS)))
      }
    },
  }
}
