/** `ots read-models rebuild`: makes again what the Control Center shows of the past. */
import type { ReadModelRebuild, RebuildOptions, RebuildProgress } from '@oasis/control-center-api'
import type { Command } from 'commander'
import { findDataDir } from '../config/load-config.ts'
import { isInDatabase } from '../control-center/database-control-center.ts'
import { untilSignal } from '../up/until-signal.ts'
import { fileOption } from './config.ts'

interface Options {
  readonly fromScratch?: boolean
  readonly forget?: boolean
  readonly source?: string
  readonly config?: string
  readonly json?: boolean
}

export function registerReadModels(program: Command): void {
  program
    .command('read-models')
    .description('What the Control Center shows of the past: orders, fills, decisions, signals, equity')
    .command('rebuild')
    .description(
      'Throw them away and make them again from the topics; the system, or control-center-api, must not run',
    )
    .option('--from-scratch', 'do not go on with a rebuild that was interrupted')
    .option('--forget', 'also where the topics have dropped events that the read models have')
    .option('--source <source>', 'which system, where several use the data folder: live, simulator or replay')
    .option('--config <file>', 'configuration file (default: ots.yaml if there is one)')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nIn PostgreSQL where OTS_POSTGRES_URL is set: with the environment of control-center-api.',
    )
    .action(async (options: Options) => {
      const rebuilt = await rebuild(options)
      if (rebuilt === undefined) return
      process.stdout.write(`${options.json ? JSON.stringify(rebuilt) : describe(rebuilt)}\n`)
    })
}

const INTERRUPTED = 130

/** Undefined when it was interrupted. */
async function rebuild(options: Options): Promise<ReadModelRebuild | undefined> {
  const interrupted = new AbortController()
  void untilSignal().then(() => interrupted.abort())
  const asked: RebuildOptions = {
    fromScratch: options.fromScratch === true,
    forget: options.forget === true,
    signal: interrupted.signal,
    onProgress: tell,
  }
  try {
    return await (isInDatabase(process.env) ? inDatabase(asked) : inFiles(options, asked))
  } catch (error) {
    if (!interrupted.signal.aborted) throw error
    process.stderr.write(
      'interrupted: the same command goes on with it, and so does the system when it is started\n',
    )
    process.exitCode = INTERRUPTED
    return undefined
  }
}

async function inDatabase(asked: RebuildOptions): Promise<ReadModelRebuild> {
  const { rebuildDistributed } = await import('../control-center/read-models/rebuild-distributed.ts')
  return rebuildDistributed(process.env, asked)
}

async function inFiles(options: Options, asked: RebuildOptions): Promise<ReadModelRebuild> {
  const { rebuildEmbedded } = await import('../control-center/read-models/rebuild-embedded.ts')
  const dataDir = findDataDir({ ...fileOption(options), env: process.env })
  const where = { dataDir, ...(options.source === undefined ? {} : { source: options.source }) }
  return rebuildEmbedded(where, asked)
}

/** One line that changes on a terminal, lines elsewhere. */
function tell({ rows, left }: RebuildProgress): void {
  const text = `${rows} rows written, ${left} records to go`
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`)
}

function describe({ rows, holes, resumed }: ReadModelRebuild): string {
  const begun = resumed ? 'gone on with and ended' : 'made again'
  const missing = holes === 0 ? '' : `; the topics lack order events at ${holes} places`
  return `${process.stderr.isTTY ? '\r\u001b[K' : ''}read models ${begun}: ${rows} rows${missing}`
}
