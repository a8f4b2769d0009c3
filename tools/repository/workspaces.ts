/** Which workspace a file belongs to, and which layer that workspace is. */
import type { Repository } from './repository.ts'

export type Layer =
  | 'domain'
  | 'ports'
  | 'contracts'
  | 'runtime'
  | 'matching'
  | 'strategy-sdk'
  | 'testkit'
  | 'adapter'
  | 'service'
  | 'web'
  | 'app'
  | 'bench'

export interface Workspace {
  readonly folder: string
  readonly layer: Layer
  /** As imported: `@oasis/domain`. */
  readonly packageName: string
  /** Names of everything in `dependencies`. */
  readonly dependencies: readonly string[]
}

const PLAIN_PACKAGES: ReadonlySet<string> = new Set([
  'domain',
  'ports',
  'contracts',
  'runtime',
  'matching',
  'strategy-sdk',
  'testkit',
])

export function layerOf(folder: string): Layer | undefined {
  const [top, second, third] = folder.split('/')
  if (folder === 'services/control-center-web') return 'web'
  if (top === 'services' && second) return 'service'
  if (top === 'apps' && second) return 'app'
  if (top === 'bench' && !second) return 'bench'
  if (top !== 'packages' || !second) return undefined
  if (second === 'adapters') return third ? 'adapter' : undefined
  return PLAIN_PACKAGES.has(second) ? (second as Layer) : undefined
}

export function workspacesOf(repository: Repository): Workspace[] {
  return repository.files.flatMap((path) => {
    const folder = path.replace(/\/?package\.json$/, '')
    const layer = path.endsWith('package.json') ? layerOf(folder) : undefined
    if (layer === undefined) return []
    const manifest = JSON.parse(repository.read(path)) as {
      name: string
      dependencies?: Record<string, string>
    }
    return [
      {
        folder,
        layer,
        packageName: manifest.name,
        dependencies: Object.keys(manifest.dependencies ?? {}),
      },
    ]
  })
}

/** The workspace of a file; the innermost one where folders nest. */
export function workspaceOf(workspaces: readonly Workspace[], path: string): Workspace | undefined {
  return workspaces
    .filter(({ folder }) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0]
}
