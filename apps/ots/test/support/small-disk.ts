/** A file system of a few megabytes, so that it can be filled. Needs root, or sudo without a password. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  readonly path: string
  setReadOnly(): void
  remove(): void
}

/** Undefined, and said so, where none can be mounted. */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'ots-disk-'))
  const options = `size=${megabytes}m,mode=0777`
  if (!asRoot(['mount', '-t', 'tmpfs', '-o', options, 'tmpfs', path])) {
    rmSync(path, { recursive: true })
    console.warn('SKIPPED: no small file system can be mounted here (neither root nor sudo)')
    return undefined
  }
  return {
    path,
    setReadOnly: () => {
      if (!asRoot(['mount', '-o', 'remount,ro', path])) throw new Error('the disk cannot be made read-only')
    },
    remove: () => {
      if (!asRoot(['umount', path])) asRoot(['umount', '-l', path])
      rmSync(path, { recursive: true, force: true })
    },
  }
}

function asRoot(command: readonly string[]): boolean {
  const run = ([program = '', ...args]: readonly string[]) =>
    spawnSync(program, args, { stdio: 'ignore' }).status === 0
  return run(command) || run(['sudo', '-n', ...command])
}
