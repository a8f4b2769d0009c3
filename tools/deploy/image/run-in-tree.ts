/**
 * A command of the image in its assembled tree, as a container would run it: the tree is the root and read-only but for
 * /data and /tmp, the user is the image's, nothing can gain rights, and the environment is the image's and what is given.
 * The base is lent by this machine: its libraries, /etc, /proc and /dev. Needs root on Linux, for mounts of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ImageTree } from './assemble-image.ts'

const LENT = ['lib', 'lib64', 'usr/lib', 'etc', 'proc', 'dev']

/** The mounts are of this process and what it starts; they go with it. */
const SCRIPT = `
set -eu
tree="$1" user="$2"; shift 2
mount --bind "$tree" "$tree"
for part in ${LENT.join(' ')}; do
  if [ -e "/$part" ]; then mount --rbind "/$part" "$tree/$part"; fi
done
mount --bind "$tree/data" "$tree/data"
mount -t tmpfs -o size=16m tmpfs "$tree/tmp"
mount -o remount,bind,ro "$tree"
exec setpriv --no-new-privs chroot --userspec="$user" --groups= "$tree" "$@"
`

export function runInTree(
  tree: ImageTree,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  for (const part of [...LENT, 'tmp']) mkdirSync(join(tree.folder, part), { recursive: true })
  const command = ['sh', '-c', SCRIPT, 'sh', tree.folder, tree.user, ...tree.entrypoint, ...args]
  return spawn('unshare', ['--mount', '--propagation', 'private', '--', ...command], {
    // For the tools around it; the command in the tree finds its own by the image's PATH.
    env: { ...tree.env, ...env, PATH: `${process.env.PATH}:${tree.env.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Why not here; undefined where it can. */
export const whyNotInTree = (): string | undefined =>
  process.platform === 'linux' && process.getuid?.() === 0
    ? undefined
    : 'mounts of its own need root on Linux'
