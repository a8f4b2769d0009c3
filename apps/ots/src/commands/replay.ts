/** `ots replay <capture>`: a recording through the real pipeline on virtual time; prints a summary and a state hash. */
import { OtsError } from '@oasis/runtime'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { crashAt } from '../composition/crash-at.ts'
import { loadConfig } from '../config/load-config.ts'
import { describeSummary } from '../replay/describe-summary.ts'
import { type ReplayOptions, replay } from '../replay/replay.ts'
import { fileOption } from './config.ts'
import { parseOption } from './usage.ts'

interface Flags {
  readonly strategy?: string
  readonly param: readonly string[]
  readonly latency?: string
  readonly speed: string
  readonly json?: boolean
  readonly resume?: string
  readonly config?: string
}

const speedSchema = z.union([z.literal('max'), z.coerce.number().positive().max(10_000)])
const latencySchema = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s)$/, 'write a time like 20ms or 0.5s')
  .transform((text) => Number.parseFloat(text) * (text.endsWith('ms') ? 1 : 1_000))
const paramSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]*=.+$/s, 'write name=value')
  .transform((text): [string, string] => [
    text.slice(0, text.indexOf('=')),
    text.slice(text.indexOf('=') + 1),
  ])

export function registerReplay(program: Command): void {
  program
    .command('replay')
    .argument('<capture>', 'recorded Advanced Trade session (.jsonl or .jsonl.gz)')
    .description('A recorded session through the real pipeline; prints a summary and a state hash')
    .option(
      '--strategy <type>',
      'one instance of it on each recorded instrument, instead of the configured ones',
    )
    .addOption(
      new Option('--param <name=value>', 'a parameter of it, repeatable')
        .default([])
        .argParser((value: string, all: readonly string[]) => [...all, value]),
    )
    .option('--latency <time>', 'time of an order to the paper venue, like 20ms')
    .option('--speed <n>', 'times as fast as recorded, or max', 'max')
    .option('--json', 'print one JSON object')
    .option(
      '--resume <dir>',
      'keep state in this folder and go on from it; a replay killed there is taken up again',
    )
    .option('--config <file>', 'configuration file (default: ots.yaml if there is one)')
    .action(async (capture: string, flags: Flags) => {
      if (flags.strategy === undefined && flags.param.length > 0) {
        throw new OtsError('OTS_USAGE', '--param is a parameter of --strategy, which is not given')
      }
      const { config } = await loadConfig({ ...fileOption(flags), env: process.env })
      const summary = await replay(capture, config, replayOptions(flags))
      process.stdout.write(`${flags.json ? JSON.stringify(summary) : describeSummary(summary)}\n`)
    })
}

function replayOptions(flags: Flags): ReplayOptions {
  const crash = crashAt(process.env.OTS_CRASH_AT)
  return {
    speed: parseOption('--speed', flags.speed, speedSchema),
    ...(flags.strategy === undefined
      ? {}
      : { strategy: { type: flags.strategy, params: parameters(flags.param) } }),
    ...(flags.latency === undefined
      ? {}
      : { latencyMs: parseOption('--latency', flags.latency, latencySchema) }),
    ...(flags.resume === undefined ? {} : { resumeFolder: flags.resume }),
    ...(crash === undefined ? {} : { crash }),
    progress: process.stderr.isTTY ? (line) => process.stderr.write(line) : () => {},
  }
}

const parameters = (texts: readonly string[]): Record<string, string> =>
  Object.fromEntries(texts.map((text) => parseOption('--param', text, paramSchema)))
