import type { Command } from 'commander'
import type { z } from 'zod'
import { loadConfig } from '../config/load-config.ts'
import { fileOption } from './config.ts'
import { fetchStatus, modeLine, portfolioSchema } from './status-client.ts'
import { textTable } from './text-table.ts'

export function registerPositions(program: Command): void {
  program
    .command('positions')
    .description('Positions, cash and equity of the running system')
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration file')
    .action(async (options: { json?: boolean; config?: string }) => {
      const { config } = await loadConfig({ ...fileOption(options), env: process.env })
      const portfolio = await fetchStatus(config, '/status/portfolio', portfolioSchema)
      process.stdout.write(`${options.json ? JSON.stringify(portfolio, null, 2) : describe(portfolio)}\n`)
    })
}

function describe(portfolio: z.infer<typeof portfolioSchema>): string {
  const head = modeLine(portfolio, ` on ${portfolio.source}`)
  return [head, ...portfolio.accounts.map(describeAccount)].join('\n\n')
}

function describeAccount(account: z.infer<typeof portfolioSchema>['accounts'][number]): string {
  const rows = account.positions.map((p) => [
    p.instrumentId,
    p.quantity,
    p.mark ?? '-',
    p.value ?? '-',
    p.unrealizedPnl ?? '-',
    p.realizedPnl,
    p.fees,
  ])
  const heads = ['instrument', 'quantity', 'mark', 'value', 'unrealised', 'realised', 'fees']
  return [
    `${account.accountId}: equity ${account.equity ?? 'not known yet'} ${account.valuationCurrency}`,
    ...account.balances.map((b) => `  ${b.currency}: ${b.total}${b.held === '0' ? '' : ` (${b.held} held)`}`),
    rows.length === 0
      ? '  no positions'
      : textTable(
          heads.map((head, i) => ({ head, right: i > 0 })),
          rows,
        ),
  ].join('\n')
}
