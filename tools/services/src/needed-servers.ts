/**
 * Which servers a test file needs, by what it says: `inject('redis')` or `startRedis(`, in itself or in what it imports
 * from its own folder. For a machine that lacks one to leave out those files by name, and run the others.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { importsOf } from '../../repository/imports.ts'
import { missingFor, SERVER_KINDS, type ServerKind } from './provision/programs.ts'

export const SERVICE_TESTS = '{packages,services,apps,bench,tools}/**/test/services/**/*.test.ts'

export interface LeftOut {
  readonly path: string
  /** What to install. */
  readonly why: string
}

/** Test files that cannot run on this machine. */
export function filesLeftOut(root: string, missing: typeof missingFor = missingFor): LeftOut[] {
  const files = globSync(SERVICE_TESTS, { cwd: root, exclude: ['**/node_modules/**'] })
  return files.sort().flatMap((path) => {
    const whys = [...neededServers(join(root, path))].flatMap((kind) => {
      const why = missing(kind)
      return why === undefined ? [] : [`${kind}: ${why}`]
    })
    return whys.length > 0 ? [{ path, why: whys.join('; ') }] : []
  })
}

export function neededServers(file: string, seen: Set<string> = new Set()): Set<ServerKind> {
  if (seen.has(file)) return new Set()
  seen.add(file)
  const text = readFileSync(file, 'utf8')
  const own = SERVER_KINDS.filter((kind) => mention(kind).test(text))
  const imported = importsOf(text)
    .filter(({ specifier }) => specifier.startsWith('./'))
    .flatMap(({ specifier }) => [...neededServers(join(dirname(file), specifier), seen)])
  return new Set([...own, ...imported])
}

const mention = (kind: ServerKind): RegExp =>
  new RegExp(`\\binject\\(\\s*['"]${kind}['"]|\\bstart${kind}\\b`, 'i')
