/** `ots doctor`: what is wrong, and what to do about it. */
import type { Command } from 'commander'
import { examine } from '../doctor/examine.ts'
import type { Finding } from '../doctor/finding.ts'
import { fileOption } from './config.ts'

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('Check configuration, data folder, port, venue, clock and API keys; says what to fix')
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration file')
    .action(async (options: { json?: boolean; config?: string }) => {
      const findings = await examineWhatIsMeant(options)
      const text = options.json ? JSON.stringify(findings, null, 2) : findings.map(line).join('\n')
      process.stdout.write(`${text}\n`)
      if (findings.some((finding) => finding.result === 'fault')) process.exitCode = 1
    })
}

/** Brokers are named where the services are processes of their own. */
async function examineWhatIsMeant(options: { config?: string }): Promise<Finding[]> {
  const { env } = process
  if (!env.OTS_KAFKA_BROKERS) return examine({ ...fileOption(options), env })
  const { examineDistributed } = await import('../doctor/examine-distributed.ts')
  return examineDistributed(env)
}

const MARKS = { ok: '✓', warning: '!', fault: '✗' } as const
const line = ({ check, result, detail }: Finding): string => `${MARKS[result]} ${check}: ${detail}`
