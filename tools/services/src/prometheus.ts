/** Prometheus with a configuration of the test's own, and promtool to check rules with. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './free-ports.ts'
import { provideProgram } from './provision/debian-packages.ts'
import { PROMETHEUS, PROMTOOL } from './provision/programs.ts'
import { newRunFolder } from './run-folder.ts'
import { ServerProcess, type SingleServer } from './server.ts'

export interface PrometheusOptions {
  /** prometheus.yml as text; relative paths in it are of the folder that holds it, so give absolute ones. */
  readonly configuration: string
}

export interface Prometheus extends SingleServer {
  /** `http://127.0.0.1:port` */
  readonly url: string
  readonly port: number
}

const READY_WITHIN_MS = 30_000
const STOP_WITHIN_MS = 5_000
const ASK_TIMEOUT_MS = 1_000

export async function startPrometheus({ configuration }: PrometheusOptions): Promise<Prometheus> {
  const command = await provideProgram(PROMETHEUS)
  const port = await freePort()
  const folder = newRunFolder('prometheus')
  const file = join(folder, 'prometheus.yml')
  writeFileSync(file, configuration)
  const url = `http://127.0.0.1:${port}`
  const server = new ServerProcess({
    name: 'Prometheus',
    command,
    args: [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    folder,
    logFile: join(folder, 'prometheus.log'),
    ready: async () => (await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })).ok,
    readyWithinMs: READY_WITHIN_MS,
    stopSignal: 'SIGTERM',
    stopWithinMs: STOP_WITHIN_MS,
  })
  await server.restart()
  return Object.assign(server, { url, port })
}

/** Its path, for `promtool check rules` and `promtool test rules`. */
export const providePromtool = (): Promise<string> => provideProgram(PROMTOOL)
