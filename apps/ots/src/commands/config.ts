import type { Command } from 'commander'
import { z } from 'zod'
import { loadConfig, unknownVariables } from '../config/load-config.ts'
import { printableConfig } from '../config/printable-config.ts'
import { configSchema } from '../config/schema.ts'

export function registerConfig(program: Command): void {
  const config = program.command('config').description('Check, print or describe the configuration')
  config
    .command('check')
    .description('Report every fault of ots.yaml and the environment')
    .option('--config <file>', 'configuration file (default: ots.yaml if there is one)')
    .action(async (options: { config?: string }) => {
      const { origin } = await loadConfig({ ...fileOption(options), env: process.env })
      process.stdout.write(`${origin}: no faults\n`)
      for (const name of unknownVariables(process.env)) {
        process.stdout.write(`${name} is set and is no setting of this version\n`)
      }
    })
  config
    .command('print')
    .description('Print the effective configuration as JSON')
    .option('--config <file>', 'configuration file (default: ots.yaml if there is one)')
    .action(async (options: { config?: string }) => {
      const loaded = await loadConfig({ ...fileOption(options), env: process.env })
      process.stdout.write(`${JSON.stringify(printableConfig(loaded.config), null, 2)}\n`)
    })
  config
    .command('schema')
    .description('Print the JSON Schema of ots.yaml, for editors')
    .action(() => {
      process.stdout.write(`${JSON.stringify(z.toJSONSchema(configSchema, { io: 'input' }), null, 2)}\n`)
    })
}

/** `exactOptionalPropertyTypes`: an option that was not given is absent, not undefined. */
export const fileOption = (options: { config?: string }): { file?: string } =>
  options.config === undefined ? {} : { file: options.config }
