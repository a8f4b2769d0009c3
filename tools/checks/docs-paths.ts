/** What documents point to exists: links, paths in backticks, and `npm run` commands. */
import { dirname, join } from 'node:path/posix'
import type { Repository } from '../repository/repository.ts'
import type { Check } from './check.ts'

const LINK = /\]\(([^)\s]+)\)/g
const CODE = /`([^`\n]+)`/g
const SCRIPT = /\bnpm run ([\w:-]+)/g
const TOP_FOLDER = /^(?:api|apps|bench|deploy|docs|packages|services|tools)\//
const OWN_FOLDER = /^(?:src|test)\//
/** Where a document is, for `src/…` to mean its own package's. */
const IN_PACKAGE = /^(?:apps|packages|services)\/|^bench\//
/** Patterns, placeholders, and things with arguments are not paths. */
const NO_PATH = /[<>*{}…\s()$]/

export const docsPaths: Check = {
  name: 'paths and commands in documents',
  run: (repository) => ({ problems: docsProblems(repository) }),
}

export function docsProblems(repository: Repository): string[] {
  const known = new Set(repository.files.flatMap(withFolders))
  const manifest = JSON.parse(repository.read('package.json')) as { scripts?: Record<string, string> }
  const scripts = new Set(Object.keys(manifest.scripts ?? {}))
  return repository.files
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => {
      const text = repository.read(path)
      const missing = targetsOf(path, text).filter(({ target }) => !known.has(target))
      const commands = [...text.matchAll(SCRIPT)].filter((match) => !scripts.has(match[1] ?? ''))
      return [
        ...missing.map(({ written }) => `${path}: ${written} does not exist`),
        ...commands.map((match) => `${path}: there is no ${match[0]}`),
      ]
    })
}

interface Target {
  readonly written: string
  /** From the root. */
  readonly target: string
}

function targetsOf(document: string, text: string): Target[] {
  const withoutBlocks = text.replaceAll(/^```[\s\S]*?^```/gm, '')
  const links = [...withoutBlocks.matchAll(LINK)]
    .map((match) => (match[1] ?? '').replace(/#.*$/, ''))
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
    .map((link) => ({ written: link, target: join(dirname(document), link) }))
  const paths = [...withoutBlocks.matchAll(CODE)]
    .map((match) => (match[1] ?? '').replace(/:\d+$/, ''))
    .filter((path) => !NO_PATH.test(path))
    .filter((path) => TOP_FOLDER.test(path) || (OWN_FOLDER.test(path) && IN_PACKAGE.test(document)))
    .map((path) => ({
      written: path,
      target: TOP_FOLDER.test(path) ? path : join(dirname(document), path),
    }))
  return [...links, ...paths].map((each) => ({ ...each, target: each.target.replace(/\/$/, '') }))
}

/** `a/b/c` → `a/b/c`, `a/b`, `a`. */
function withFolders(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
