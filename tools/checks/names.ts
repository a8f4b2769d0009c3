/** Names that say nothing: they gather whatever fits nowhere else. */
import { lineOf, maskSource } from '../repository/masked-source.ts'
import { isGenerated, type Repository, sourceFiles } from '../repository/repository.ts'
import type { Check } from './check.ts'

const EMPTY_WORDS = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'managers'])
const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/

const DECLARATIONS: readonly (readonly [RegExp, string])[] = [
  // A declaration goes on; the inline `type` of an import, whose names are a library's, does not.
  [
    /\b(?:interface|type|class)\s+(I[A-Z][a-z]\w*)(?=\s*(?:[={<]|extends\b|implements\b))/g,
    'says with an I what the compiler knows',
  ],
  [/\b(?:interface|type|class|function|const)\s+(\w+Impl)\b/g, 'says nothing by Impl'],
  [/\b(?:interface|type|class|function|const)\s+(\w*(?:Utils?|Helpers?|Manager))\b/g, 'says nothing'],
]
/** The service's own name. */
const ALLOWED = /order-?manager/i

export const names: Check = { name: 'names', run: (repository) => ({ problems: nameProblems(repository) }) }

export function nameProblems(repository: Repository): string[] {
  const paths = repository.files.filter((path) => !isGenerated(path) && path.endsWith('.ts'))
  return [
    ...paths.flatMap(pathProblems),
    ...sourceFiles(repository).flatMap((path) => declarationProblems(repository, path)),
  ]
}

function pathProblems(path: string): string[] {
  const segments = path.split('/')
  const file = segments.at(-1) ?? ''
  const words = path.replaceAll(new RegExp(ALLOWED, 'gi'), '').split(/[/.\-_]/)
  const empty = words.filter((word) => EMPTY_WORDS.has(word.toLowerCase()))
  return [
    ...empty.map((word) => `${path}: "${word}" says nothing about what is inside`),
    ...(KEBAB_CASE.test(file) ? [] : [`${path}: file names are kebab-case`]),
  ]
}

function declarationProblems(repository: Repository, path: string): string[] {
  const masked = maskSource(repository.read(path))
  return DECLARATIONS.flatMap(([pattern, why]) =>
    [...masked.matchAll(pattern)]
      .filter((match) => !ALLOWED.test(match[1] ?? ''))
      .map((match) => `${path}:${lineOf(masked, match.index)}: ${match[1]} ${why}`),
  )
}
