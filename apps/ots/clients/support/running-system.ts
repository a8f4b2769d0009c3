/** `ots up` on its own simulated market, and an admin of it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './places.ts'

export interface RunningSystem {
  readonly address: string
  /** An admin's, as programs have it. */
  readonly token: string
  stop(): Promise<void>
}

const START_MS = 100_000

export async function startSystem(): Promise<RunningSystem> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-api-'))
  const child = spawn(
    process.execPath,
    ['apps/ots/src/main.ts', 'up', '--source', 'simulator', '--port', '0'],
    {
      cwd: ROOT,
      env: { ...process.env, OTS_DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const told = await toldBy(child.stdout)
    return { address: told.address, token: await tokenOf(told), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface Told {
  readonly address: string
  readonly password: string
}

async function toldBy(output: NodeJS.ReadableStream): Promise<Told> {
  const found = Promise.withResolvers<Told>()
  const timer = setTimeout(() => found.reject(new Error(`not started within ${START_MS} ms`)), START_MS)
  let text = ''
  // Read to its end, also when nothing of it is wanted any more: a full pipe would hold the system up.
  output.on('data', (bytes: Buffer) => {
    if (text.length > 100_000) return
    text += bytes.toString()
    const address = /page +(http:\S+)/.exec(text)?.[1]
    const password = /with the password (\S+)/.exec(text)?.[1]
    if (address !== undefined && password !== undefined) found.resolve({ address, password })
  })
  output.on('end', () => found.reject(new Error(`ended at its start: ${text}`)))
  return found.promise.finally(() => clearTimeout(timer))
}

/** As the README walks through it: the first password is changed, and a token for programs is made. */
async function tokenOf({ address, password }: Told): Promise<string> {
  const newPassword = 'a long enough secret'
  const ask = async (path: string, body: object, bearer?: string): Promise<Record<string, string>> => {
    const response = await fetch(`${address}/api/v1/auth/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Record<string, string>
  }
  const first = await ask('login', { username: 'admin', password })
  const second = await ask('password', { currentPassword: password, newPassword }, first.accessToken)
  const made = await ask('tokens', { name: 'schemathesis', role: 'admin' }, second.accessToken)
  return made.token ?? ''
}
