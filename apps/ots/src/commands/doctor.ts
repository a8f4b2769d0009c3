/** `ots doctor`: looks at everything that a start needs and says what to fix, without starting or trading anything. */
import { describeError } from '@oasis/runtime'
import type { Command } from 'commander'
import { type LoadedConfig, loadConfig } from '../config/load-config.ts'
import { accountOf } from '../config/schema.ts'
import { checkDataFolder, checkNode, checkPort, checkSystems } from '../doctor/check-machine.ts'
import { checkReal } from '../doctor/check-real.ts'
import { checkVenue } from '../doctor/check-venue.ts'
import { type Finding, fault, ok } from '../doctor/finding.ts'
import { fileOption } from './config.ts'

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('Check configuration, data folder, port, venue, clock and API keys; says what to fix')
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration file')
    .action(async (options: { json?: boolean; config?: string }) => {
      const findings = await examine(options)
      const text = options.json ? JSON.stringify(findings, null, 2) : findings.map(line).join('\n')
      process.stdout.write(`${text}\n`)
      if (findings.some((finding) => finding.result === 'fault')) process.exitCode = 1
    })
}

const MARKS = { ok: '✓', warning: '!', fault: '✗' } as const
const line = ({ check, result, detail }: Finding): string => `${MARKS[result]} ${check}: ${detail}`

async function examine(options: { config?: string }): Promise<Finding[]> {
  const node = checkNode()
  let loaded: LoadedConfig
  try {
    loaded = await loadConfig({ ...fileOption(options), env: process.env })
  } catch (error) {
    return [node, fault('configuration', describeError(error))]
  }
  const { config, origin } = loaded
  const folder = checkDataFolder(config)
  return [
    node,
    ok('configuration', `${origin}, ${config.strategies.length} strategies, ${accountOf(config).mode}`),
    folder,
    ...(folder.result === 'ok' ? await checkSystems(config) : []),
    await checkPort(config),
    ...(await checkVenue(config.venues.coinbase)),
    ...(await checkReal(loaded)),
  ]
}
