/** Where provisioned programs stay between runs, for a second run to need no network. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const DEFAULT = fileURLToPath(new URL('../../../../node_modules/.cache/ots-services', import.meta.url))

/** `OTS_SERVICES_CACHE` names another place, one that an `npm ci` does not empty. */
export function cacheFolder(): string {
  const folder = process.env.OTS_SERVICES_CACHE ?? DEFAULT
  mkdirSync(folder, { recursive: true })
  return folder
}

/** For the time of a download: renamed into its place when whole, so that a broken one is never taken for it. */
export const partialFolder = (name: string): string =>
  join(cacheFolder(), `${name}.partial-${process.pid}-${Date.now()}`)
