import type { Command } from 'commander'
import { z } from 'zod'
import { loadConfig } from '../config/load-config.ts'
import { fileOption } from './config.ts'
import { fetchStatus, operationsSchema } from './status-client.ts'
import { textTable } from './text-table.ts'
import { parseOption } from './usage.ts'

const limitSchema = z.coerce.number().int().min(1).max(500)

export function registerOrders(program: Command): void {
  program
    .command('orders')
    .description('Orders of the running system, newest first')
    .option('--limit <n>', 'how many, 1 to 500', '20')
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration file')
    .action(async (options: { limit: string; json?: boolean; config?: string }) => {
      const limit = parseOption('--limit', options.limit, limitSchema)
      const { config } = loadConfig({ ...fileOption(options), env: process.env })
      const { items } = await fetchStatus(config, `/api/v1/operations?limit=${limit}`, operationsSchema)
      process.stdout.write(`${options.json ? JSON.stringify(items, null, 2) : orderTable(items)}\n`)
    })
}

function orderTable(items: z.infer<typeof operationsSchema>['items']): string {
  if (items.length === 0) return 'No orders yet.'
  return textTable(
    [
      { head: 'time (UTC)' },
      { head: 'side' },
      { head: 'instrument' },
      { head: 'type' },
      { head: 'quantity', right: true },
      { head: 'filled', right: true },
      { head: 'fees', right: true },
      { head: 'state' },
      { head: 'strategy' },
    ],
    items.map((order) => [
      order.createdAt.slice(0, 19).replace('T', ' '),
      order.side,
      order.instrumentId,
      order.type,
      order.quantity ?? `${order.quoteQuantity} (quote)`,
      order.filledQuantity,
      order.fees,
      order.reason === null ? order.state : `${order.state} (${order.reason})`,
      order.strategyId,
    ]),
  )
}
