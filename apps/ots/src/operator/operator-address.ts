/**
 * Where the system that runs in a data folder listens to its operator: a local socket that only this user can open,
 * in the folder itself, so that whoever may read its state may also steer it and nobody else.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'

/** Socket paths have room for 104 bytes on macOS, 108 on Linux. */
const MAX_SOCKET_PATH = 100

export function operatorAddress(folder: string): string {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\ots-${name}`
  const inFolder = join(resolve(folder), 'operator.sock')
  if (Buffer.byteLength(inFolder) <= MAX_SOCKET_PATH) return inFolder
  const short = join(tmpdir(), `ots-${userInfo().uid}`)
  mkdirSync(short, { recursive: true, mode: 0o700 })
  return join(short, `${name}.sock`)
}

/** Folders of the data folder in which a system has kept orders: one for each source that it ever ran on. */
export function systemFolders(dataDir: string): readonly string[] {
  if (!existsSync(dataDir)) return []
  return readdirSync(dataDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(dataDir, entry.name))
    .filter((folder) => existsSync(join(folder, 'order-manager.sqlite')))
}
