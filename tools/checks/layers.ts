/** Who may import whom, as docs/architecture.md has it; imports of types count like any other. */
import { builtinModules } from 'node:module'
import { importsOf, resolveRelative } from '../repository/imports.ts'
import { isTest, type Repository, sourceFiles } from '../repository/repository.ts'
import { type Layer, type Workspace, workspaceOf, workspacesOf } from '../repository/workspaces.ts'
import type { Check } from './check.ts'

interface Rule {
  /** Layers whose packages may be imported. */
  readonly layers: readonly Layer[]
  /** Packages of others that may be imported; undefined: any. */
  readonly external: readonly string[] | undefined
}

const EVERYTHING: readonly Layer[] = [
  'domain',
  'ports',
  'contracts',
  'runtime',
  'matching',
  'strategy-sdk',
  'adapter',
  'service',
  'app',
]

export const LAYER_RULES: Readonly<Record<Layer, Rule>> = {
  domain: { layers: [], external: [] },
  ports: { layers: ['domain'], external: [] },
  contracts: { layers: ['domain'], external: ['protobufjs'] },
  runtime: { layers: ['domain', 'ports'], external: undefined },
  matching: { layers: ['domain'], external: [] },
  'strategy-sdk': { layers: ['domain'], external: ['zod'] },
  adapter: {
    layers: ['domain', 'ports', 'contracts', 'runtime', 'matching', 'strategy-sdk'],
    external: undefined,
  },
  service: { layers: ['domain', 'ports', 'contracts', 'runtime'], external: ['zod'] },
  // What it knows of the system is what the API describes.
  web: { layers: [], external: undefined },
  testkit: { layers: EVERYTHING, external: undefined },
  app: { layers: EVERYTHING, external: undefined },
  bench: { layers: EVERYTHING, external: undefined },
}

export const layers: Check = {
  name: 'layers',
  run: (repository) => ({ problems: layerProblems(repository) }),
}

export function layerProblems(repository: Repository): string[] {
  const workspaces = workspacesOf(repository)
  const byName = new Map(workspaces.map((workspace) => [workspace.packageName, workspace]))
  const manifests = workspaces.flatMap((workspace) =>
    workspace.dependencies
      .map((name) => forbidden(workspace, name, byName))
      .filter((why) => why !== undefined)
      .map((why) => `${workspace.folder}/package.json: ${why}`),
  )
  const imports = sourceFiles(repository).flatMap((path) => {
    const workspace = workspaceOf(workspaces, path)
    return workspace ? fileProblems(repository, path, workspace, byName) : []
  })
  return [...manifests, ...imports]
}

function fileProblems(
  repository: Repository,
  path: string,
  workspace: Workspace,
  byName: ReadonlyMap<string, Workspace>,
): string[] {
  return importsOf(repository.read(path)).flatMap(({ specifier, line }) => {
    const why = importProblem(path, specifier, workspace, byName)
    return why === undefined ? [] : [`${path}:${line}: ${why}`]
  })
}

function importProblem(
  path: string,
  specifier: string,
  workspace: Workspace,
  byName: ReadonlyMap<string, Workspace>,
): string | undefined {
  const target = resolveRelative(path, specifier)
  if (target !== undefined) {
    const inside = target.startsWith(`${workspace.folder}/`) || isRealServers(path, target, workspace)
    return inside ? undefined : `${specifier} leaves ${workspace.folder}: import the package by its name`
  }
  if (specifier.startsWith('node:')) return undefined
  const name = packageOf(specifier)
  if (builtinModules.includes(name)) return `write node:${name}, so that it is seen to be Node's own`
  if (name.startsWith('@oasis/') && name !== specifier) {
    return `${specifier} reaches into ${name}: only what its index.ts exports may be used`
  }
  return isTest(path) ? undefined : forbidden(workspace, name, byName)
}

/** `@scope/name/deep` → `@scope/name`. */
function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}

function forbidden(
  workspace: Workspace,
  name: string,
  byName: ReadonlyMap<string, Workspace>,
): string | undefined {
  if (name === workspace.packageName) return `${name} imports itself by name`
  const rule = LAYER_RULES[workspace.layer]
  const target = byName.get(name)
  if (target === undefined) {
    const allowed = rule.external === undefined || rule.external.includes(name) || isForHttp(workspace, name)
    return allowed ? undefined : `${describe(workspace)} may not depend on ${name}`
  }
  const allowed = rule.layers.includes(target.layer) || isSdkForStrategies(workspace, target)
  return allowed ? undefined : `${describe(workspace)} may not import ${describe(target)} (${name})`
}

/** The one service that runs strategies knows what strategies are. */
const isSdkForStrategies = (workspace: Workspace, target: Workspace): boolean =>
  workspace.folder === 'services/strategy-framework' && target.layer === 'strategy-sdk'

/** The one service that speaks HTTP: its server is what it is, not an adapter of something behind a port. */
const isForHttp = (workspace: Workspace, name: string): boolean =>
  workspace.folder === 'services/control-center-api' &&
  (/^@fastify\//.test(name) ||
    ['fastify', 'fastify-type-provider-zod', 'openapi-types', 'jose', 'csv-stringify'].includes(name))

/** What starts Kafka and others for tests, chaos runs and benchmarks is a tool, and no package. */
const isRealServers = (path: string, target: string, { layer }: Workspace): boolean =>
  target.startsWith('tools/services/src/') && (isTest(path) || layer === 'testkit' || layer === 'bench')

const describe = ({ layer }: Workspace): string =>
  ['adapter', 'service', 'app'].includes(layer) ? `${/^[aeiou]/.test(layer) ? 'an' : 'a'} ${layer}` : layer
