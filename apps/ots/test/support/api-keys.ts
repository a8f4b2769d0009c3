/** Key files of a simulator's account, with the permissions that a test wants. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Simulator } from '@oasis/coinbase-simulator'

type NewKey = Parameters<Simulator['venue']['createKey']>[0]

/** Writes the file and returns its path. */
export function keyFileOf(
  simulator: Simulator,
  folder: string,
  name: string,
  wanted: NewKey & { readonly mode?: number },
): string {
  const { mode = 0o600, ...key } = wanted
  const path = join(folder, `${name}.json`)
  writeFileSync(path, JSON.stringify(simulator.venue.createKey(key)), { mode })
  return path
}
