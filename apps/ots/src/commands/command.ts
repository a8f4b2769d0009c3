/** `ots command`: what the Control Center sends, from a terminal. Waits for the owner's answer. */
import { randomUUID } from 'node:crypto'
import { STRATEGY_STATUSES } from '@oasis/domain'
import { OtsError } from '@oasis/runtime'
import { Argument, type Command } from 'commander'
import { z } from 'zod'
import { askOperated } from '../operator/ask-operated.ts'
import { operatorName } from '../operator/operator-client.ts'
import type { CommandWish } from '../operator/operator-requests.ts'
import { parseOption } from './usage.ts'

export const commandAnswer = z.object({
  outcome: z.enum(['APPLIED', 'REJECTED', 'TIMED_OUT']),
  reason: z.string(),
  commandId: z.string(),
})

interface Options {
  readonly reason: string
  readonly id?: string
  readonly source?: string
  readonly json?: boolean
  readonly config?: string
}

const jsonObject = z.string().transform((text, context) => {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  } catch {
    context.addIssue({ code: 'custom', message: 'a JSON object is needed, like {"n": 10}' })
    return z.NEVER
  }
})

export function printAnswer(
  answer: z.infer<typeof commandAnswer>,
  { json }: { readonly json?: boolean },
): void {
  const { outcome, reason, commandId } = answer
  process.stdout.write(json ? `${JSON.stringify(answer)}\n` : `${outcome}: ${reason} (${commandId})\n`)
  if (outcome !== 'APPLIED') process.exitCode = 1
}

interface Steering {
  readonly name: string
  readonly about: string
  readonly args: readonly (readonly [name: string, about: string, choices?: readonly string[]])[]
  readonly toWish: (given: readonly string[]) => unknown
}

const STRATEGY = ['<strategy>', 'its id in ots.yaml'] as const
const LEVELS = ['account', 'strategy', 'instrument'] as const

const STEERINGS: readonly Steering[] = [
  {
    name: 'pause',
    about: 'No new entries; reductions and cancels go on',
    args: [],
    toWish: () => ({ kind: 'SET_BOT_STATUS', status: 'PAUSED' }) satisfies CommandWish,
  },
  {
    name: 'set-strategy-status',
    about: 'Start or stop one strategy',
    args: [STRATEGY, ['<status>', '', STRATEGY_STATUSES]],
    toWish: ([strategy, status]) => ({ kind: 'SET_STRATEGY_STATUS', strategy, status }),
  },
  {
    name: 'set-strategy-config',
    about: 'Replace the parameters of a strategy; starts a new generation of it',
    args: [STRATEGY, ['<params>', 'a JSON object']],
    toWish: ([strategy, params = '']) => ({
      kind: 'SET_STRATEGY_CONFIG',
      strategy,
      params: parseOption('<params>', params, jsonObject),
    }),
  },
  {
    name: 'set-risk-limits',
    about: 'Set limits of one level; "{}" gives the level back to ots.yaml',
    args: [
      ['<level>', '', LEVELS],
      ['<id>', 'of the account, strategy or instrument'],
      ['<limits>', 'a JSON object as in ots.yaml, decimals as text'],
    ],
    toWish: ([level, id, limits = '']) => ({
      kind: 'SET_RISK_LIMITS',
      scope: { level, id },
      limits: parseOption('<limits>', limits, jsonObject),
    }),
  },
  {
    name: 'cancel-order',
    about: 'Cancel one order',
    args: [['<order>', 'its client order id, as "ots orders" shows it']],
    toWish: ([order]) => ({ kind: 'CANCEL_ORDER', order }),
  },
  {
    name: 'reset-paper',
    about: 'Start the paper account again from its opening balances',
    args: [],
    toWish: () => ({ kind: 'RESET_PAPER' }) satisfies CommandWish,
  },
]

export function registerCommand(program: Command): void {
  const group = program.command('command').description('Steer the running system; waits for the answer')
  for (const steering of STEERINGS) addSteering(group, steering)
}

function addSteering(group: Command, { name, about, args, toWish }: Steering): void {
  const command = group.command(name).description(about)
  for (const [argument, what, choices] of args) {
    const described = new Argument(argument, what)
    command.addArgument(choices === undefined ? described : described.choices(choices))
  }
  command
    .option('--reason <text>', 'for the record', 'asked for at the terminal')
    .option('--id <command>', 'ask for an earlier command again, by its id: it is done once')
    .option('--source <name>', 'of the system that is meant, where several run')
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration file')
    .action(async (...given: unknown[]) => {
      // Commander passes the arguments, then the options.
      const options = given[args.length] as Options
      const wish = toWish(given.slice(0, args.length).map(String))
      const commandId = options.id ?? randomUUID()
      const body = { by: operatorName(), reason: options.reason, wish, commandId }
      const request = { path: '/command', body, schema: commandAnswer }
      printAnswer(await tellingTheId(commandId, askOperated(options, request)), options)
    })
}

/** The answer may have been lost with the command done: its id is the way to ask without doing it again. */
async function tellingTheId<T>(commandId: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof OtsError && error.code === 'OTS_REQUEST_REFUSED') {
      process.stderr.write(`To ask again without doing it twice: the same command with --id ${commandId}\n`)
    }
    throw error
  }
}
