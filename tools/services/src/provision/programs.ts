/** Every program that the servers need, and what of it is missing on this machine. */
import { canInstall, type DebianProgram, howToInstall, isInstalled } from './debian-packages.ts'

export const JAVA: DebianProgram = { program: 'java', packageName: 'default-jre-headless' }
export const MAVEN: DebianProgram = { program: 'mvn', packageName: 'maven' }
export const OPENSSL: DebianProgram = { program: 'openssl', packageName: 'openssl' }
export const REDIS: DebianProgram = {
  program: 'redis-server',
  packageName: 'redis-server',
  units: ['redis-server.service'],
}
export const PROMETHEUS: DebianProgram = {
  program: 'prometheus',
  packageName: 'prometheus',
  units: ['prometheus.service'],
}
export const PROMTOOL: DebianProgram = { ...PROMETHEUS, program: 'promtool' }

export const CHROMIUM: DebianProgram = { program: 'chromium', packageName: 'chromium' }

const POSTGRES_FOLDERS = ['/usr/lib/postgresql/15/bin']
export const POSTGRES: DebianProgram = {
  program: 'postgres',
  folders: POSTGRES_FOLDERS,
  packageName: 'postgresql-15',
  units: ['postgresql.service'],
}
export const INITDB: DebianProgram = { ...POSTGRES, program: 'initdb' }

export type ServerKind = 'kafka' | 'redis' | 'postgres' | 'prometheus'

const NEEDS: Readonly<Record<ServerKind, readonly DebianProgram[]>> = {
  kafka: [JAVA, MAVEN],
  redis: [REDIS],
  postgres: [POSTGRES],
  prometheus: [PROMETHEUS],
}

export const SERVER_KINDS = [
  'kafka',
  'redis',
  'postgres',
  'prometheus',
] as const satisfies readonly ServerKind[]

/** What to install for servers of this kind; undefined when they can be started here, or be installed on the way. */
export function missingFor(kind: ServerKind): string | undefined {
  if (process.platform !== 'linux') return 'Linux'
  const missing = NEEDS[kind].filter((program) => !isInstalled(program))
  return missing.length === 0 || canInstall() ? undefined : howToInstall(missing)
}
