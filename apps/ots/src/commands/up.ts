/** `ots up`: the whole system in one process, until a signal ends it. */
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { loadConfig } from '../config/load-config.ts'
import type { OtsConfig } from '../config/schema.ts'
import { chooseSource, parseSource } from '../source/choose-source.ts'
import { planTrading, type VenueName } from '../trading/trading-plan.ts'
import { runSystem } from '../up/run-system.ts'
import { fileOption } from './config.ts'
import { parseOption } from './usage.ts'

interface UpOptions {
  readonly source: string
  readonly venue?: VenueName
  readonly dryRun?: boolean
  readonly port?: string
  readonly config?: string
  readonly quiet?: boolean
}

const portSchema = z.coerce.number().int().min(0).max(65_535)

export function registerUp(program: Command): void {
  program
    .command('up')
    .description('Everything in one process: market data, strategies, risk, orders, Control Center')
    .addOption(new Option('--source <source>', 'auto, live, simulator or replay:<file>').default('auto'))
    .addOption(
      new Option('--venue <venue>', 'where orders go: paper by default, coinbase for a REAL account').choices(
        ['paper', 'coinbase'] satisfies VenueName[],
      ),
    )
    .option('--dry-run', 'everything but the order itself, which is previewed at the venue and never sent')
    .option('--port <n>', 'port of the Control Center (default 8080); 0 takes a free one')
    .option('--config <file>', 'configuration file (default: ots.yaml if there is one)')
    .option('--quiet', 'do not print signals, decisions, orders and fills')
    .action(async (options: UpOptions) => {
      const { config, origin, trading } = await loadConfig({ ...fileOption(options), env: process.env })
      const { venue, dryRun = false } = options
      const wish = { source: parseSource(options.source), dryRun, ...(venue ? { venue } : {}) }
      const plan = planTrading({ config, trading }, wish)
      const source = await chooseSource(plan.source, config.venues.coinbase)
      await runSystem({
        config: withPort(config, options.port),
        origin,
        source,
        plan,
        quiet: options.quiet ?? false,
      })
    })
}

function withPort(config: OtsConfig, port: string | undefined): OtsConfig {
  if (port === undefined) return config
  return { ...config, http: { ...config.http, port: parseOption('--port', port, portSchema) } }
}
