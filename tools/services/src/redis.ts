/** Redis, in memory alone unless asked otherwise: what ends it empties it, as a cache must bear. */

import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { type Certificate, type Certificates, createCertificates } from './certificates.ts'
import { freePort } from './free-ports.ts'
import { provideProgram } from './provision/debian-packages.ts'
import { REDIS } from './provision/programs.ts'
import { newRunFolder } from './run-folder.ts'
import { ServerProcess, type SingleServer } from './server.ts'

export interface RedisOptions {
  /** Whom it knows; without it, everybody may do everything. */
  readonly user?: { readonly name: string; readonly password: string }
  /** TLS alone, with a certificate for 127.0.0.1; `expired`: one of yesterday. `clients`: who has none of its own is refused. */
  readonly tls?: { readonly expired?: boolean; readonly clients?: boolean }
  /** Keeps what was written across a restart. */
  readonly durable?: boolean
}

export interface Redis extends SingleServer {
  /** `redis://…` or `rediss://…`, with user and password where there are any. */
  readonly url: string
  readonly port: number
  /** What clients are to trust; with `tls` only. */
  readonly certificates: Certificates | undefined
}

const READY_WITHIN_MS = 20_000
const STOP_WITHIN_MS = 5_000
const ASK_TIMEOUT_MS = 1_000

export async function startRedis(options: RedisOptions = {}): Promise<Redis> {
  const { user, tls } = options
  const command = await provideProgram(REDIS)
  const port = await freePort()
  const folder = newRunFolder('redis')
  const certificates = tls ? await createCertificates() : undefined
  const configuration = join(folder, 'redis.conf')
  writeFileSync(configuration, configurationOf(options, port, folder, certificates))
  const server = new ServerProcess({
    name: 'Redis',
    command,
    args: [configuration],
    folder,
    logFile: join(folder, 'redis.log'),
    ready: () => answers(port, certificates),
    readyWithinMs: READY_WITHIN_MS,
    stopSignal: 'SIGTERM',
    stopWithinMs: STOP_WITHIN_MS,
  })
  await server.restart()
  const login = user ? `${encodeURIComponent(user.name)}:${encodeURIComponent(user.password)}@` : ''
  const url = `${tls ? 'rediss' : 'redis'}://${login}127.0.0.1:${port}`
  return Object.assign(server, { url, port, certificates })
}

function configurationOf(
  { user, tls, durable }: RedisOptions,
  port: number,
  folder: string,
  certificates: Certificates | undefined,
): string {
  const own = tls?.expired ? certificates?.expired : certificates?.server
  return [
    'bind 127.0.0.1',
    `dir ${folder}`,
    'save ""',
    `appendonly ${durable ? 'yes' : 'no'}`,
    ...(own
      ? [
          'port 0',
          `tls-port ${port}`,
          `tls-cert-file ${own.certificatePath}`,
          `tls-key-file ${own.keyPath}`,
          `tls-ca-cert-file ${certificates?.authority.certificatePath}`,
          `tls-auth-clients ${tls?.clients ? 'yes' : 'no'}`,
        ]
      : [`port ${port}`]),
    ...(user ? ['user default off', `user ${user.name} on >${user.password} ~* &* +@all`] : []),
    '',
  ].join('\n')
}

const keyPairOf = ({ certificate: cert, key }: Certificate) => ({ cert, key })

/** PONG, or a wish for a password: it is there. */
async function answers(port: number, certificates: Certificates | undefined): Promise<boolean> {
  const socket = certificates
    ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, ...keyPairOf(certificates.client) })
    : connect(port, '127.0.0.1')
  try {
    socket.write('PING\r\n')
    const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })) as [Buffer]
    return /^(?:\+PONG|-NOAUTH)/.test(answer.toString())
  } finally {
    socket.destroy()
  }
}
