/**
 * Where the system that runs in a data folder listens to its operator: a local socket that only this user can open,
 * in the folder itself, so that whoever may write its state may also steer it and nobody else.
 */
import { createHash } from 'node:crypto'
import { type Dirent, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { OtsError } from '@oasis/runtime'

/** Socket paths have room for 104 bytes on macOS, 108 on Linux. */
const MAX_SOCKET_PATH = 100

export function operatorAddress(folder: string): string {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\ots-${name}`
  const inFolder = join(resolve(folder), 'operator.sock')
  if (Buffer.byteLength(inFolder) <= MAX_SOCKET_PATH) return inFolder
  return join(privateFolder(), `${name}.sock`)
}

/** Anybody can make a folder of this name before us, and would then listen in our place. */
function privateFolder(): string {
  const uid = process.getuid?.()
  const path = join(tmpdir(), `ots-${uid}`)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const { uid: owner, mode } = statSync(path)
  if (owner !== uid || (mode & 0o077) !== 0) {
    throw new OtsError('OTS_DATA_DIR_UNUSABLE', `${path} can be opened by others`, {
      hint: 'Choose a data folder with a shorter path (OTS_DATA_DIR), or remove that folder.',
    })
  }
  return path
}

/** Folders of the data folder in which a system has run: one for each source that it ever ran on. */
export function systemFolders(dataDir: string, source?: string): readonly string[] {
  if (!existsSync(dataDir)) return []
  return entriesOf(dataDir)
    .filter((entry) => entry.isDirectory() && (source === undefined || entry.name === source))
    .map((entry) => join(dataDir, entry.name))
    .filter((folder) => existsSync(join(folder, 'ots-lock')))
}

function entriesOf(dataDir: string): readonly Dirent[] {
  try {
    return readdirSync(dataDir, { withFileTypes: true })
  } catch (cause) {
    throw new OtsError('OTS_DATA_DIR_UNUSABLE', `the data folder ${dataDir} cannot be read`, {
      cause,
      hint: 'Name the right one with OTS_DATA_DIR or dataDir in ots.yaml.',
    })
  }
}

/** What distinguishes the systems of one data folder. */
export const sourceOf = (folder: string): string => basename(folder)

export function isListening(folder: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(operatorAddress(folder))
    const end = (listens: boolean) => {
      socket.destroy()
      done(listens)
    }
    socket.once('connect', () => end(true))
    // Not ours to open: asking it tells so.
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code === 'EACCES'))
  })
}
