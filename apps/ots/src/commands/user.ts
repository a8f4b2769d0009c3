/** `ots user`: who may use the Control Center, from a terminal of the machine that it runs on. */
import { ROLES } from '@oasis/ports'
import { type Command, Option } from 'commander'
import { findDataDir } from '../config/load-config.ts'
import type { UserAnswer, UserWish } from '../control-center/user-requests.ts'
import { operatorName } from '../operator/operator-client.ts'
import { fileOption } from './config.ts'
import { textTable } from './text-table.ts'

interface Options {
  readonly source?: string
  readonly config?: string
  readonly json?: boolean
}

export function registerUser(program: Command): void {
  const user = program.command('user').description('Users of the Control Center')
  withOptions(user.command('list').description('All users')).action((options: Options) =>
    ask(options, { kind: 'LIST' }, ({ users }) => userTable(users)),
  )
  withOptions(
    user
      .command('add')
      .description('Add a user, with a generated password that is shown once')
      .argument('<name>', 'lower-case letters, digits, ".", "_", "@" and "-"')
      .addOption(new Option('--role <role>', 'what the user may do').choices(ROLES).default('viewer')),
  ).action((name: string, options: Options & { role: (typeof ROLES)[number] }) =>
    ask(options, { kind: 'ADD', name, role: options.role }, (answer) => passwordLines('added', answer)),
  )
  withOptions(
    user.command('disable').description('Out at once, and no more logins').argument('<name>'),
  ).action((name: string, options: Options) =>
    ask(options, { kind: 'DISABLE', name }, () => `${name} is disabled, and every session and token with it`),
  )
  withOptions(user.command('enable').description('May log in again').argument('<name>')).action(
    (name: string, options: Options) =>
      ask(options, { kind: 'ENABLE', name }, () => `${name} may log in again`),
  )
  withOptions(
    user
      .command('reset-password')
      .description('To a generated one that is shown once; ends all sessions of the user')
      .argument('<name>'),
  ).action((name: string, options: Options) =>
    ask(options, { kind: 'RESET_PASSWORD', name }, (answer) => passwordLines('has a new password', answer)),
  )
}

const withOptions = (command: Command): Command =>
  command
    .option('--source <source>', 'which system, where several use the data folder: live, simulator or replay')
    .option('--config <file>', 'configuration file (default: ots.yaml if there is one)')
    .option('--json', 'as JSON')

async function ask(
  options: Options,
  wish: UserWish,
  describe: (answer: UserAnswer) => string,
): Promise<void> {
  const { askUsers } = await import('../control-center/ask-control-center.ts')
  const dataDir = findDataDir({ ...fileOption(options), env: process.env })
  const where = { dataDir, ...(options.source === undefined ? {} : { source: options.source }) }
  const answer = await askUsers(where, { by: operatorName(), wish })
  process.stdout.write(`${options.json ? JSON.stringify(answer) : describe(answer)}\n`)
}

function passwordLines(what: string, { users, password }: UserAnswer): string {
  const [user] = users
  return `${user?.name} (${user?.role}) ${what}: ${password}\n  It is shown this once, and must be changed at the first login.`
}

const userTable = (users: UserAnswer['users']): string =>
  textTable(
    ['NAME', 'ROLE', 'STATE', 'SINCE'].map((head) => ({ head })),
    users.map(({ name, role, disabled, mustChangePassword, createdAt }) => [
      name,
      role,
      disabled ? 'disabled' : mustChangePassword ? 'must change the password' : 'active',
      createdAt.slice(0, 19),
    ]),
  )
