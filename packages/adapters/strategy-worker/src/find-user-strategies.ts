/**
 * A user's own strategies: one file each in one folder, named after the strategy's id. Files are read and hashed here,
 * and never run.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { pathToFileURL } from 'node:url'

export interface UserStrategyFile {
  readonly type: string
  /** `file:` URL. */
  readonly module: string
  readonly sourceHash: string
}

const EXTENSIONS: ReadonlySet<string> = new Set(['.ts', '.mts', '.js', '.mjs'])
const TYPE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Sorted by type. Tests, hidden files and folders are passed over. Rejects as `readdir` does when there is no folder. */
export async function findUserStrategies(folder: string): Promise<readonly UserStrategyFile[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const files = entries.filter((entry) => {
    const { name, ext } = parse(entry.name)
    return !entry.isDirectory() && EXTENSIONS.has(ext) && TYPE.test(name)
  })
  const found = await Promise.all(
    files.map(async ({ name }) => {
      const path = join(folder, name)
      const sourceHash = createHash('sha256')
        .update(await readFile(path))
        .digest('hex')
      return { type: parse(name).name, module: pathToFileURL(path).href, sourceHash }
    }),
  )
  return found.sort((a, b) => (a.type < b.type ? -1 : 1))
}
