/** No file may import itself through others, types included; and no package either. */
import { importsOf, resolveRelative } from '../repository/imports.ts'
import { type Repository, sourceFiles } from '../repository/repository.ts'
import { workspacesOf } from '../repository/workspaces.ts'
import type { Check } from './check.ts'

export const cycles: Check = {
  name: 'cycles',
  run: (repository) => ({
    problems: [...findCycles(fileGraph(repository)), ...findCycles(packageGraph(repository))].map((cycle) =>
      cycle.join(' → '),
    ),
  }),
}

type Graph = ReadonlyMap<string, readonly string[]>

export function fileGraph(repository: Repository): Graph {
  const files = new Set(sourceFiles(repository))
  const edges = [...files].map((path) => {
    const targets = importsOf(repository.read(path))
      .map(({ specifier }) => resolveRelative(path, specifier))
      .filter((target) => target !== undefined && files.has(target))
    return [path, targets as string[]] as const
  })
  return new Map(edges)
}

/** By `dependencies`; tests may use packages that use theirs. */
export const packageGraph = (repository: Repository): Graph =>
  new Map(workspacesOf(repository).map(({ packageName, dependencies }) => [packageName, dependencies]))

/** Each cycle once, from its first member in the graph's order back to it. */
export function findCycles(graph: Graph): string[][] {
  const done = new Set<string>()
  const path: string[] = []
  const found: string[][] = []
  const visit = (node: string): void => {
    const start = path.indexOf(node)
    if (start >= 0) {
      found.push([...path.slice(start), node])
      return
    }
    if (done.has(node)) return
    path.push(node)
    for (const next of graph.get(node) ?? []) visit(next)
    path.pop()
    done.add(node)
  }
  for (const node of graph.keys()) visit(node)
  return found
}
