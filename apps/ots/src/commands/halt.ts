/**
 * `ots halt`: the kill switch from a terminal. Straight to risk engine and order manager, past the bus; and where no
 * system runs, the latch that the next start finds.
 */
import { join } from 'node:path'
import { createFileHaltLatch, createRealScheduler, OtsError } from '@oasis/runtime'
import type { Command } from 'commander'
import { z } from 'zod'
import { HALT_LATCH } from '../composition/embedded-system.ts'
import { loadConfig } from '../config/load-config.ts'
import { systemFolders } from '../operator/operator-address.ts'
import { askSystem, askTheSystem, operatorName } from '../operator/operator-client.ts'
import { commandAnswer, printAnswer } from './command.ts'
import { fileOption } from './config.ts'

interface HaltOptions {
  readonly flatten?: boolean
  readonly acceptStalePrices?: boolean
  readonly reason: string
  readonly json?: boolean
  readonly config?: string
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

export function registerHalt(program: Command): void {
  program
    .command('halt')
    .description('Kill switch: deny all but reductions, cancel every open order, verify at the venue')
    .option('--flatten', 'then sell what OTS itself has booked')
    .option('--accept-stale-prices', 'flatten also where the price is stale')
    .option('--reason <text>', 'for the record', 'asked for at the terminal')
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration file')
    .action(async (options: HaltOptions) => {
      const { config } = loadConfig({ ...fileOption(options), env: process.env })
      const folders = systemFolders(config.dataDir)
      const { reason, flatten = false, acceptStalePrices = false } = options
      const body = { reason, flatten, acceptStalePrices, by: operatorName() }
      for (const folder of folders) {
        const answer = await askSystem(folder, '/halt', body, haltAnswer)
        if (answer !== undefined) return report(answer, options)
      }
      await latch(folders, reason)
    })
  program
    .command('resume')
    .description('End a halt or a pause: strategies may trade again')
    .requiredOption('--reason <text>', 'for the record: why it is safe')
    .option('--config <file>', 'configuration file')
    .action(async (options: { reason: string; config?: string }) => {
      const { config } = loadConfig({ ...fileOption(options), env: process.env })
      const wish = { kind: 'SET_BOT_STATUS', status: 'RUNNING' }
      const body = { by: operatorName(), reason: options.reason, wish }
      printAnswer(await askTheSystem(config, '/command', body, commandAnswer))
    })
}

function report(answer: HaltAnswer, { json }: HaltOptions): void {
  if (json) process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`)
  else process.stdout.write(`${describeHalt(answer)}\n`)
  if (!answer.verified) process.exitCode = 1
}

function describeHalt({ haltEpoch, verified, open, unresolved, flattening, recorded, message }: HaltAnswer) {
  const lines = [
    `HALTED (halt ${haltEpoch}). ${message}`,
    verified
      ? 'Verified at the venue: no order is open.'
      : `NOT verified: ${open.length} order(s) may be open: ${open.join(', ')}`,
    ...(unresolved.length > 0 ? [`Outcome not known of ${unresolved.length}: ${unresolved.join(', ')}`] : []),
    ...flattening.map(({ instrumentId, outcome, detail }) => `flatten ${instrumentId}: ${outcome} ${detail}`),
    ...(recorded ? [] : ['In force, and not written down yet: the store does not answer.']),
    'Resume with: ots resume --reason "…"',
  ]
  return lines.join('\n')
}

/** Nothing runs, so nothing is sent; the next start begins halted. */
async function latch(folders: readonly string[], reason: string): Promise<void> {
  if (folders.length === 0) {
    throw new OtsError('OTS_NOT_RUNNING', 'no system has ever run on this data folder', {
      hint: 'Name its folder with OTS_DATA_DIR.',
    })
  }
  for (const folder of folders) {
    const file = createFileHaltLatch(join(folder, HALT_LATCH))
    const known = await file.read()
    if (known === undefined) await file.set({ haltEpoch: 0, reason, at: createRealScheduler().now() })
  }
  process.stdout.write('No system runs. The next start begins HALTED, and cancels what is open then.\n')
}
