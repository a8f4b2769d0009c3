/** What a file imports, types included: static and dynamic imports and re-exports. */
import { dirname, join } from 'node:path/posix'
import { lineOf, maskSource } from './masked-source.ts'

export interface Import {
  readonly specifier: string
  readonly line: number
}

const STATEMENT =
  /(?<![.\w$])(?:import\s*\(|(?:import|export)\b(?:[^'"`;]*?(?<![.\w$])from)?)\s*(['"])( *)\1/g

export function importsOf(source: string): Import[] {
  const masked = maskSource(source)
  return [...masked.matchAll(STATEMENT)].map((match) => {
    const end = match.index + match[0].length - 1
    const specifier = source.slice(end - (match[2] ?? '').length, end)
    return { specifier, line: lineOf(source, end) }
  })
}

/** The file that a relative import names, from the root; undefined for packages. */
export function resolveRelative(from: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? join(dirname(from), specifier) : undefined
}
