/** `ots reconcile`: one comparison with the venue, now. */
import type { Command } from 'commander'
import { z } from 'zod'
import { askOperated } from '../operator/ask-operated.ts'
import { operatorName } from '../operator/operator-client.ts'

const answerSchema = z.object({
  completed: z.boolean(),
  differences: z.array(z.object({ kind: z.string(), subject: z.string(), detail: z.string() })),
})

interface Options {
  readonly adopt?: boolean
  readonly openAudit?: string
  readonly source?: string
  readonly json?: boolean
  readonly config?: string
}

export function registerReconcile(program: Command): void {
  const command = program
    .command('reconcile')
    .description('Compare orders, executions and balances with the venue now')
    .option('--adopt', 'take balances that nothing explains as they are, as corrections')
    .option('--open-audit <reason>', 'with --adopt: also open what the audit has closed; say why')
    .option('--source <name>', 'of the system that is meant, where several run')
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration file')
  command.action(async (options: Options) => {
    const { openAudit, adopt = false } = options
    if (openAudit !== undefined && !adopt) command.error('error: --open-audit needs --adopt as well')
    const reason = openAudit === undefined ? {} : { auditReason: openAudit }
    const body = { by: operatorName(), adopt, ...reason }
    const request = { path: '/reconcile', body, schema: answerSchema }
    const answer = await askOperated(options, request)
    process.stdout.write(`${options.json ? JSON.stringify(answer, null, 2) : describe(answer)}\n`)
    if (!answer.completed || answer.differences.length > 0) process.exitCode = 1
  })
}

function describe({ completed, differences }: z.infer<typeof answerSchema>): string {
  if (!completed) return 'The comparison did not come to its end; it is tried again by itself.'
  if (differences.length === 0) return 'Everything is as at the venue.'
  return differences.map(({ kind, subject, detail }) => `${kind} ${subject}: ${detail}`).join('\n')
}
