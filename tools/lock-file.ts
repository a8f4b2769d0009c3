/**
 * `npm run lock`: brings package-lock.json up to the workspaces, and puts back the entries of other platforms'
 * optional packages. npm leaves out those that the registry in use does not carry, and `npm ci` then refuses the file
 * wherever it is read.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface LockedPackage {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly engines?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

export interface MissingOptional {
  readonly name: string
  readonly version: string
  readonly of: LockedPackage
}

/** Optional packages that some locked package names and the file has no entry for. */
export function missingOptionals({ packages }: LockFile): MissingOptional[] {
  return Object.entries(packages).flatMap(([path, of]) =>
    Object.entries(of.optionalDependencies ?? {})
      .filter(([name]) => !isLocked(packages, path, name))
      .map(([name, range]) => ({ name, version: range.replace(/^[\^~]/, ''), of })),
  )
}

/** As Node resolves: in the package's own node_modules, else in those above it. */
function isLocked(packages: LockFile['packages'], path: string, name: string): boolean {
  for (let base = path; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    if (`${base === '' ? '' : `${base}/`}node_modules/${name}` in packages) return true
    if (base === '' || !base.includes('/node_modules/')) return `node_modules/${name}` in packages
  }
}

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]
const ALIASES: Readonly<Record<string, string>> = { aarch64: 'arm64', armv7: 'arm' }

export function completeLockFile(lock: LockFile): LockFile {
  const added = missingOptionals(lock).map(({ name, version, of }) => [
    `node_modules/${name}`,
    { version, ...platformOf(name), ...(of.dev ? { dev: true } : {}), license: of.license, optional: true },
  ])
  const entries = [...Object.entries(lock.packages), ...added]
  return {
    ...lock,
    packages: Object.fromEntries(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))),
  }
}

/** These packages are named after what they are for. */
function platformOf(name: string): {
  readonly cpu?: string[]
  readonly os?: string[]
  readonly libc?: string[]
} {
  const words = (name.split('/').at(-1) ?? '').split('-').map((word) => ALIASES[word] ?? word)
  const os = words.find((word) => SYSTEMS.includes(word))
  const cpu = words.find((word) => PROCESSORS.includes(word))
  const libc = name.includes('musl') ? 'musl' : name.includes('gnu') ? 'glibc' : undefined
  return {
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(libc && os === 'linux' ? { libc: [libc] } : {}),
    ...(os ? { os: [os] } : {}),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = fileURLToPath(new URL('../package-lock.json', import.meta.url))
  execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], { stdio: 'inherit' })
  const lock: LockFile = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, `${JSON.stringify(completeLockFile(lock), null, 2)}\n`)
}
