/**
 * Programs of Debian's packages, installed when they are missing and we are root. Debian starts a server right after its
 * installation; a policy of our own forbids that for as long as the installation takes, and where systemd runs, the new
 * units are disabled afterwards: nothing but the programs is wanted.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { findProgram, runCommand } from './run-command.ts'

const POLICY = '/usr/sbin/policy-rc.d'
const POLICY_MARK = '# Written by tools/services for the time of an installation.'
const FORBIDDEN_BY_POLICY = 101
const INSTALL_WITHIN_MS = 300_000

export interface DebianProgram {
  readonly program: string
  /** Where Debian puts it, when that is not in the PATH. */
  readonly folders?: readonly string[]
  readonly packageName: string
  /** Units that the package brings. */
  readonly units?: readonly string[]
}

export const isInstalled = ({ program, folders }: DebianProgram): boolean =>
  findProgram(program, folders) !== undefined

export const canInstall = (): boolean => process.getuid?.() === 0 && findProgram('apt-get') !== undefined

/** What a person is told to do. */
export const howToInstall = (programs: readonly DebianProgram[]): string =>
  `apt-get install --no-install-recommends ${programs.map(({ packageName }) => packageName).join(' ')}`

/** The program's path; installs its package if need be and allowed. */
export async function provideProgram(wanted: DebianProgram): Promise<string> {
  if (!isInstalled(wanted)) await install([wanted])
  const path = findProgram(wanted.program, wanted.folders)
  if (path === undefined) {
    throw new Error(`${wanted.packageName} is installed, but there is no program ${wanted.program}`)
  }
  return path
}

/** One installation at a time in this process; between processes apt has its own lock. */
let installing: Promise<void> = Promise.resolve()

function install(programs: readonly DebianProgram[]): Promise<void> {
  const turn = installing.then(() => installNow(programs.filter((program) => !isInstalled(program))))
  installing = turn.catch(() => undefined)
  return turn
}

async function installNow(programs: readonly DebianProgram[]): Promise<void> {
  if (programs.length === 0) return
  if (!canInstall()) {
    const names = programs.map(({ program }) => program).join(', ')
    throw new Error(`${names} is missing here: as root, ${howToInstall(programs)}`)
  }
  const forbidden = forbidStarts()
  try {
    await apt(['update', '-qq'])
    await apt([
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      ...programs.map((each) => each.packageName),
    ])
    if (existsSync('/run/systemd/system')) await disableUnits(programs)
  } finally {
    if (forbidden) rmSync(POLICY, { force: true })
  }
}

/** Whether it is ours to undo. A policy that somebody else has made stands, ours of a run that was killed does not. */
function forbidStarts(): boolean {
  if (existsSync(POLICY) && !readFileSync(POLICY, 'utf8').includes(POLICY_MARK)) return false
  writeFileSync(POLICY, `#!/bin/sh\n${POLICY_MARK}\nexit ${FORBIDDEN_BY_POLICY}\n`, { mode: 0o755 })
  return true
}

const apt = (args: readonly string[]): Promise<string> =>
  runCommand('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
    timeoutMs: INSTALL_WITHIN_MS,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  })

async function disableUnits(programs: readonly DebianProgram[]): Promise<void> {
  const units = programs.flatMap((each) => each.units ?? [])
  if (units.length > 0) await runCommand('systemctl', ['disable', '--quiet', ...units], { timeoutMs: 30_000 })
}
