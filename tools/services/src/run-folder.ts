/**
 * The temporary folder of this process's servers, one for all, made at first use and removed when this process ends,
 * whatever ends it: by a shell that waits for its standard input to close.
 */
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Servers that are killed at the same moment may still be writing. */
const REMOVE = `
while read -r _; do :; done
for _ in 1 2 3 4 5 6 7 8 9 10; do
  rm -rf "$0" 2>/dev/null
  [ -e "$0" ] || exit 0
  sleep 0.3
done`

let root: string | undefined
let made = 0

export function newRunFolder(name: string): string {
  root ??= makeRoot()
  const folder = join(root, `${name}-${++made}`)
  mkdirSync(folder)
  return folder
}

function makeRoot(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ots-services-'))
  // PostgreSQL runs as another user than we do when we are root.
  chmodSync(folder, 0o755)
  const remover = spawn('/bin/sh', ['-c', REMOVE, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  remover.unref()
  // A pipe of a child is a socket to Node; typed as a mere stream.
  ;(remover.stdin as { unref?(): void } | null)?.unref?.()
  return folder
}
