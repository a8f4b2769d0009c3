/** The image's files without a container engine: each stage a folder, in which the Dockerfile's own steps are done. */
import { spawnSync } from 'node:child_process'
import { chownSync, cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { dockerIgnore } from './docker-ignore.ts'
import { parseDockerfile, type Stage } from './dockerfile.ts'

export interface ImageTree {
  /** Holds what the last stage adds to its base: `app`, `usr`, `data`. */
  readonly folder: string
  readonly workdir: string
  /** `uid:gid` */
  readonly user: string
  readonly env: Readonly<Record<string, string>>
  readonly entrypoint: readonly string[]
  remove(): void
}

export interface AssembleOptions {
  /** Of the repository: the build context. */
  readonly root: string
  readonly onStep?: (step: string) => void
}

interface Built {
  readonly folder: string
  workdir: string
  user: string
  readonly env: Record<string, string>
  entrypoint: readonly string[]
}

const RUN_TIMEOUT_MS = 600_000

export function assembleImage({ root, onStep = () => {} }: AssembleOptions): ImageTree {
  const scratch = mkdtempSync(join(tmpdir(), 'ots-image-'))
  const remove = () => rmSync(scratch, { recursive: true, force: true })
  try {
    const stages = parseDockerfile(readFileSync(join(root, 'deploy/docker/Dockerfile'), 'utf8'))
    const built = new Map<string, Built>()
    for (const [index, stage] of stages.entries()) {
      const name = stage.name ?? String(index)
      built.set(name, build(stage, { root, folder: join(scratch, name), built, onStep }))
    }
    const last = [...built.values()].at(-1)
    if (last === undefined) throw new Error('the Dockerfile has no stage')
    return { ...last, remove }
  } catch (error) {
    remove()
    throw error
  }
}

interface Building {
  readonly root: string
  readonly folder: string
  readonly built: ReadonlyMap<string, Built>
  readonly onStep: (step: string) => void
}

function build({ steps }: Stage, { root, folder, built, onStep }: Building): Built {
  const result: Built = { folder, workdir: '/', user: '0:0', env: {}, entrypoint: [] }
  mkdirSync(folder, { recursive: true })
  for (const step of steps) {
    onStep(JSON.stringify(step))
    switch (step.kind) {
      case 'WORKDIR':
        result.workdir = step.path
        mkdirSync(join(folder, step.path), { recursive: true })
        break
      case 'COPY': {
        const target = join(
          folder,
          step.target.startsWith('/') ? step.target : join(result.workdir, step.target),
        )
        if (step.from === undefined) copyContext(root, step.source, target)
        else copyStage(built.get(step.from)?.folder, step.source, target)
        if (step.owner !== undefined) own(target, step.owner)
        break
      }
      case 'RUN':
        run(step.command, join(folder, result.workdir))
        break
      case 'ENV':
        result.env[step.name] = step.value
        break
      case 'USER':
        result.user = step.user
        break
      case 'ENTRYPOINT':
        result.entrypoint = step.words
        break
      case 'CMD':
        break
    }
  }
  return result
}

/** What a build would be sent. */
function copyContext(root: string, source: string, target: string): void {
  const ignored = dockerIgnore(readFileSync(join(root, '.dockerignore'), 'utf8'))
  const from = join(root, source)
  const files = globSync('**/*', {
    cwd: from,
    exclude: (path) => /(?:^|\/)(?:node_modules|\.git)$/.test(path),
  })
  for (const file of [...files, '.npmrc']) {
    const path = relative(root, join(from, file))
    if (ignored(path) || !statSync(join(root, path)).isFile()) continue
    mkdirSync(dirname(join(target, file)), { recursive: true })
    cpSync(join(root, path), join(target, file))
  }
}

function copyStage(stage: string | undefined, source: string, target: string): void {
  if (stage === undefined) throw new Error(`COPY --from names no earlier stage: ${source}`)
  cpSync(join(stage, source), target, { recursive: true, verbatimSymlinks: true })
}

/** Only root can give files away; for anybody else they are their own. */
function own(path: string, owner: string): void {
  if (process.getuid?.() !== 0) return
  const [uid, gid] = owner.split(':').map(Number)
  chownSync(path, uid ?? 0, gid ?? 0)
}

function run(command: string, cwd: string): void {
  const ended = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8', timeout: RUN_TIMEOUT_MS })
  if (ended.status !== 0) {
    throw new Error(
      `RUN ${command} failed (${ended.status ?? ended.signal}):\n${ended.stdout}\n${ended.stderr}`,
    )
  }
}
