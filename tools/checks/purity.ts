/**
 * Code that decides must give the same answer in live trading, in a replay and in a backtest: no clock, timer,
 * randomness, environment, console, I/O or waiting. Time and ids come in as arguments.
 */
import { importsOf } from '../repository/imports.ts'
import { lineOf, maskSource } from '../repository/masked-source.ts'
import { isTest, type Repository, sourceFiles } from '../repository/repository.ts'
import type { Check } from './check.ts'

const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b/g, 'the clock'],
  [/\bnew Date\(\s*\)/g, 'the clock'],
  [/(?<![.\w$])performance\./g, 'the clock'],
  [/(?<![.\w$])(?:setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(/g, 'a timer'],
  [/\bMath\.random\b/g, 'randomness'],
  [/\b(?:randomUUID|randomBytes|getRandomValues)\b/g, 'randomness'],
  [/(?<![.\w$])process\./g, 'the process'],
  [/(?<![.\w$])console\./g, 'the console'],
  [/(?<![.\w$])globalThis\b/g, 'a global'],
  [/(?<![.\w$])(?:fetch|require)\s*\(/g, 'I/O'],
  [/(?<![.\w$])import\s*\(/g, 'a dynamic import'],
  [/(?<![.\w$])(?:async|await)\b/g, 'waiting'],
]

/** Hashing is pure; what is random in node:crypto is refused by name above. Domain hashes in one place only. */
const mayHash = (path: string): boolean =>
  path === 'packages/domain/src/ids/name-based-uuid.ts' || path.includes('/core/')

const PURE = /^packages\/(?:domain|matching|strategy-sdk)\/src\/|\/core\//

export const purity: Check = {
  name: 'purity of domain and every core',
  run: (repository) => ({ problems: purityProblems(repository) }),
}

export function purityProblems(repository: Repository): string[] {
  return sourceFiles(repository)
    .filter((path) => PURE.test(path) && !isTest(path))
    .flatMap((path) => [...identifierProblems(repository, path), ...importProblems(repository, path)])
}

function identifierProblems(repository: Repository, path: string): string[] {
  const masked = maskSource(repository.read(path))
  return FORBIDDEN.flatMap(([pattern, what]) =>
    [...masked.matchAll(pattern)].map(
      (match) => `${path}:${lineOf(masked, match.index)}: ${what} (${match[0].trim()}) in pure code`,
    ),
  )
}

function importProblems(repository: Repository, path: string): string[] {
  return importsOf(repository.read(path))
    .filter(
      ({ specifier }) => specifier.startsWith('node:') && !(specifier === 'node:crypto' && mayHash(path)),
    )
    .map(({ specifier, line }) => `${path}:${line}: ${specifier} in pure code`)
}
