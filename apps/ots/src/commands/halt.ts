/**
 * `ots halt`: the kill switch from a terminal. Straight to risk engine and order manager, past the bus; and where no
 * system runs, the latch that the next start finds. `ots resume` ends it.
 */

import { FLATTEN_TIMEOUT_MS, HALT_TIMEOUT_MS } from '@oasis/control-center-api'
import { OtsError } from '@oasis/runtime'
import type { Command } from 'commander'
import { z } from 'zod'
import { findDataDir } from '../config/load-config.ts'
import { askOperated, askRemotely, isRemote } from '../operator/ask-operated.ts'
import { resumeCommand } from '../operator/describe-halt.ts'
import { type Halted, haltSystems } from '../operator/halt-systems.ts'
import { sourceOf, systemFolders } from '../operator/operator-address.ts'
import { operatorName, type Request } from '../operator/operator-client.ts'
import { commandAnswer, printAnswer } from './command.ts'
import { fileOption } from './config.ts'
import { parseOption } from './usage.ts'

interface HaltOptions {
  readonly flatten?: boolean
  readonly acceptStalePrices?: boolean
  readonly reason: string
  readonly json?: boolean
  readonly config?: string
  readonly source?: string
}

const haltAnswer = z.object({
  haltEpoch: z.number(),
  verified: z.boolean(),
  open: z.array(z.string()),
  unresolved: z.array(z.string()),
  message: z.string(),
  flattening: z.array(z.object({ instrumentId: z.string(), outcome: z.string(), detail: z.string() })),
  recorded: z.boolean(),
})
type HaltAnswer = z.infer<typeof haltAnswer>

/** The risk engine's time, then the order manager's, and some. */
const PATIENCE_MS = 2 * HALT_TIMEOUT_MS + 5_000
const FLATTEN_PATIENCE_MS = FLATTEN_TIMEOUT_MS + PATIENCE_MS

export function registerHalt(program: Command): void {
  program
    .command('halt')
    .description('Kill switch: deny all but reductions, cancel every open order, verify at the venue')
    .option('--flatten', 'then sell what OTS itself has booked')
    .option('--accept-stale-prices', 'flatten also where the price is stale')
    .option('--reason <text>', 'for the record', 'asked for at the terminal')
    .option('--source <name>', 'only the system on this source, where several run')
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration file')
    .action(halt)
  program
    .command('resume')
    .description('End a halt or a pause: strategies may trade again')
    .requiredOption('--reason <text>', 'for the record: why it is safe')
    .option(
      '--halt <n>',
      'the halt to end, as "ots halt" and the Control Center tell it; needed where one is in force',
    )
    .option('--source <name>', 'of the system that is meant, where several run')
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration file')
    .action(resume)
}

async function halt(options: HaltOptions): Promise<void> {
  const { reason, flatten = false, acceptStalePrices = false } = options
  const body = { reason, flatten, acceptStalePrices, by: operatorName() }
  const request = {
    path: '/halt',
    body,
    schema: haltAnswer,
    timeoutMs: flatten ? FLATTEN_PATIENCE_MS : PATIENCE_MS,
  }
  const halted = isRemote(process.env) ? await haltRemote(request) : await haltLocal(options, request)
  const text = options.json ? JSON.stringify(halted.map(haltJson), null, 2) : halted.map(describe).join('\n')
  process.stdout.write(`${text}\n`)
  if (halted.some((each) => each.kind === 'ANSWERED' && !each.answer.verified)) process.exitCode = 1
}

async function haltRemote(request: Request<HaltAnswer>): Promise<readonly Halted<HaltAnswer>[]> {
  try {
    return [{ kind: 'ANSWERED', folder: 'distributed', answer: await askRemotely(process.env, request) }]
  } catch (cause) {
    if (!(cause instanceof OtsError) || cause.code !== 'OTS_REQUEST_REFUSED') throw cause
    throw new OtsError(cause.code, `the system is NOT known to be halted: ${cause.message}`, {
      cause,
      hint: 'Halt again. Where no leader answers, look at the venue itself; a watchdog cancels there what is open.',
    })
  }
}

function haltLocal(
  options: HaltOptions,
  request: Request<HaltAnswer>,
): Promise<readonly Halted<HaltAnswer>[]> {
  const dataDir = findDataDir({ ...fileOption(options), env: process.env })
  const folders = systemFolders(dataDir, options.source)
  if (folders.length > 0) return haltSystems(folders, options.reason, request)
  throw new OtsError('OTS_NOT_RUNNING', `no system has ever run on the data folder ${dataDir}`, {
    hint: 'Name its folder with OTS_DATA_DIR; of a distributed system, OTS_RISK_ENGINE_ADDRESSES.',
  })
}

const haltEpoch = z.coerce.number().int().nonnegative()

interface ResumeOptions {
  readonly reason: string
  readonly halt?: string
  readonly source?: string
  readonly json?: boolean
  readonly config?: string
}

async function resume(options: ResumeOptions): Promise<void> {
  const named = options.halt === undefined ? undefined : parseOption('--halt', options.halt, haltEpoch)
  const wish = { kind: 'SET_BOT_STATUS', status: 'RUNNING', haltEpoch: named }
  const body = { by: operatorName(), reason: options.reason, wish }
  printAnswer(await askOperated(options, { path: '/command', body, schema: commandAnswer }), options)
}

const NOT_RECORDED =
  'In force, and NOT kept where the next leader would read it: it holds while the processes live that took it. Halt again when store or bus is back.'

const haltJson = (halted: Halted<HaltAnswer>) =>
  halted.kind === 'LATCHED'
    ? { source: sourceOf(halted.folder), running: false }
    : { source: sourceOf(halted.folder), running: true, ...halted.answer }

function describe(halted: Halted<HaltAnswer>): string {
  const source = sourceOf(halted.folder)
  if (halted.kind === 'LATCHED') {
    return `No system runs on ${source}. Its next start begins HALTED, and cancels what is open then.`
  }
  const { haltEpoch, verified, open, unresolved, flattening, recorded, message } = halted.answer
  const lines = [
    `${source}: HALTED (halt ${haltEpoch}). ${message}`,
    verified
      ? 'Verified at the venue: no order is open.'
      : `NOT verified: ${open.length} order(s) may be open: ${open.join(', ')}`,
    ...(unresolved.length > 0 ? [`Outcome not known of ${unresolved.length}: ${unresolved.join(', ')}`] : []),
    ...flattening.map(({ instrumentId, outcome, detail }) => `flatten ${instrumentId}: ${outcome} ${detail}`),
    ...(recorded ? [] : [NOT_RECORDED]),
    `Resume with: ${resumeCommand(haltEpoch)}`,
  ]
  return lines.join('\n')
}
