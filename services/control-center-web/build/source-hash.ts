/** What the pages are made of, as one hash: another one, and they are built again. */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** package.json pins the version of each library. */
const SOURCES = [
  'app/**/*',
  'build/*.ts',
  'messages/**/*.json',
  'src/**/*',
  'package.json',
  '*.config.*',
  'tsconfig.json',
]

export function hashSources(root: string): string {
  const hash = createHash('sha256')
  const entries = globSync(SOURCES, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const path of entries.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
    // Names apart from contents: a file that was moved is a change, too.
    hash
      .update(`${path.slice(root.length)}\0`)
      .update(readFileSync(path))
      .update('\0')
  }
  return hash.digest('hex')
}
