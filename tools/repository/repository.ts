/** The files of a checkout, for checks to read. Checks take it as an argument, so that a test can hand them a made-up one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Repository {
  readonly root: string
  /** Paths from the root, with forward slashes, in order. */
  readonly files: readonly string[]
  read(path: string): string
}

/** Neither ours nor source: dependencies, state and results of runs and builds. */
const SKIPPED_FOLDERS = new Set(['node_modules', '.git', '.ots', 'coverage', '.next', 'out'])

export const REPOSITORY_ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export function openRepository(root: string = REPOSITORY_ROOT): Repository {
  return {
    root,
    files: [...walk(root, '')].sort(),
    read: (path) => readFileSync(join(root, path), 'utf8'),
  }
}

/** For tests: path → content. */
export function repositoryOf(contents: Readonly<Record<string, string>>): Repository {
  return {
    root: 'made-up',
    files: Object.keys(contents).sort(),
    read(path) {
      const content = contents[path]
      if (content === undefined) throw new Error(`no such file: ${path}`)
      return content
    },
  }
}

function* walk(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name)) yield* walk(root, path)
    } else if (entry.isFile() && existsSync(join(root, path))) {
      yield path
    }
  }
}

export const isTypeScript = (path: string): boolean => path.endsWith('.ts') || path.endsWith('.tsx')
export const isGenerated = (path: string): boolean => path.includes('/generated/')
export const isTest = (path: string): boolean => /(^|\/)test\//.test(path) || path.endsWith('.test.ts')
/** TypeScript that people write. */
export const sourceFiles = (repository: Repository): string[] =>
  repository.files.filter((path) => isTypeScript(path) && !isGenerated(path))
