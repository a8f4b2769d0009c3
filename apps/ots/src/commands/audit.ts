/** `ots audit verify`: whether the audit log is as it was written. */
import { OtsError } from '@oasis/runtime'
import type { Command } from 'commander'
import { z } from 'zod'
import { findDataDir } from '../config/load-config.ts'
import { fileOption } from './config.ts'
import { parseOption } from './usage.ts'

interface Options {
  readonly head?: string
  readonly source?: string
  readonly config?: string
  readonly json?: boolean
}

const headSchema = z
  .string()
  .regex(/^\d{1,15}:[0-9a-f]{64}$/, 'write it as the log has it: <seq>:<mac>')
  .transform((text) => ({
    seq: Number(text.slice(0, text.indexOf(':'))),
    mac: text.slice(text.indexOf(':') + 1),
  }))

const END_UNKNOWN =
  'No head was found here to compare its end with: entries that were cut off are not missed. Give the newest head of the log with --head.\n'

export function registerAudit(program: Command): void {
  program
    .command('audit')
    .description('The audit log of the Control Center')
    .command('verify')
    .description('Names the first entry that was altered, deleted, moved or cut off')
    .option('--head <seq:mac>', 'the newest entry as it was written down elsewhere; the system must not run')
    .option('--source <source>', 'which system, where several use the data folder: live, simulator or replay')
    .option('--config <file>', 'configuration file (default: ots.yaml if there is one)')
    .option('--json', 'as JSON')
    .action(async (options: Options) => {
      const { askAudit } = await import('../control-center/ask-control-center.ts')
      const dataDir = findDataDir({ ...fileOption(options), env: process.env })
      const where = { dataDir, ...(options.source === undefined ? {} : { source: options.source }) }
      const head = options.head === undefined ? undefined : parseOption('--head', options.head, headSchema)
      const verdict = await askAudit(where, head)
      const { entries, finding, endKnown } = verdict
      if (options.json) process.stdout.write(`${JSON.stringify(verdict)}\n`)
      if (finding !== undefined) {
        throw new OtsError('OTS_AUDIT_BROKEN', `${finding.kind} at entry ${finding.seq}: ${finding.detail}`, {
          hint: 'Keep the file as it is, and compare it with a backup and with the heads in the log.',
        })
      }
      if (!options.json) {
        const { seq, mac } = verdict.head
        process.stdout.write(`${entries} entries, all as they were written; head ${seq}:${mac}\n`)
        if (!endKnown) process.stderr.write(END_UNKNOWN)
      }
    })
}
