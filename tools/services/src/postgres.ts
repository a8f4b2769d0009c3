/** PostgreSQL on a folder of its own: never the cluster that Debian has made for itself. */

import { randomBytes } from 'node:crypto'
import { chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './free-ports.ts'
import { acceptsConnections } from './postgres-greeting.ts'
import { provideProgram } from './provision/debian-packages.ts'
import { INITDB, POSTGRES } from './provision/programs.ts'
import { runCommand } from './provision/run-command.ts'
import { newRunFolder } from './run-folder.ts'
import { ServerProcess, type SingleServer } from './server.ts'

export interface PostgresOptions {
  /** Waits for the disk at each commit. Without it a SIGKILL loses nothing either, only a power cut would. */
  readonly fsync?: boolean
  /** Further settings of postgresql.conf, such as `max_connections`. */
  readonly settings?: Readonly<Record<string, string | number>>
}

export interface Postgres extends SingleServer {
  /** Of the superuser and the database `postgres`. */
  readonly url: string
  readonly port: number
}

const SUPERUSER = 'postgres'
const READY_WITHIN_MS = 30_000
const INIT_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 10_000
const ASK_TIMEOUT_MS = 1_000

export async function startPostgres({
  fsync = false,
  settings = {},
}: PostgresOptions = {}): Promise<Postgres> {
  const initdb = await provideProgram(INITDB)
  const postgres = await provideProgram(POSTGRES)
  const port = await freePort()
  const folder = newRunFolder('postgres')
  const data = join(folder, 'data')
  const password = randomBytes(12).toString('hex')
  const as = await otherUser(folder)
  await makeCluster(as, initdb, folder, password)
  const all = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: fsync ? 'on' : 'off',
    ...settings,
  }
  const [command, ...args] = [
    ...as,
    postgres,
    '-D',
    data,
    ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ]
  const server = new ServerProcess({
    name: 'PostgreSQL',
    command: command ?? postgres,
    args,
    folder,
    logFile: join(folder, 'postgres.log'),
    ready: () => acceptsConnections(port, ASK_TIMEOUT_MS),
    readyWithinMs: READY_WITHIN_MS,
    // "Fast": ends sessions instead of waiting for them.
    stopSignal: 'SIGINT',
    stopWithinMs: STOP_WITHIN_MS,
  })
  await server.restart()
  return Object.assign(server, {
    url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`,
    port,
  })
}

/** PostgreSQL refuses to run as root; then it runs as the user that Debian has made for it, who gets the folder. */
async function otherUser(folder: string): Promise<string[]> {
  if (process.getuid?.() !== 0) return []
  const idOf = async (flag: string) => Number(await runCommand('id', [flag, SUPERUSER], { timeoutMs: 5_000 }))
  const [uid, gid] = [await idOf('-u'), await idOf('-g')]
  chownSync(folder, uid, gid)
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--']
}

async function makeCluster(
  as: readonly string[],
  initdb: string,
  folder: string,
  password: string,
): Promise<void> {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o644 })
  const [command = initdb, ...args] = [
    ...as,
    ...[
      initdb,
      '-D',
      join(folder, 'data'),
      '-U',
      SUPERUSER,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
    ],
    ...['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
  ]
  await runCommand(command, args, { timeoutMs: INIT_WITHIN_MS, folder })
}
