import { ORDER_RESOLUTIONS } from '@oasis/contracts'
import { Argument, type Command } from 'commander'
import { z } from 'zod'
import { loadConfig } from '../config/load-config.ts'
import { askOperated } from '../operator/ask-operated.ts'
import { operatorName } from '../operator/operator-client.ts'
import { fileOption } from './config.ts'
import { fetchStatus, modeLine, operationsSchema } from './status-client.ts'
import { textTable } from './text-table.ts'
import { parseOption } from './usage.ts'

const limitSchema = z.coerce.number().int().min(1).max(500)

const resolved = z.object({ accepted: z.boolean(), state: z.string(), message: z.string() })

export function registerOrders(program: Command): void {
  const orders = program.command('orders')
  orders
    .command('resolve')
    .description('Decide what became of an order in REVIEW, or of one given up as ABSENT')
    .argument('<order>', 'its client order id, as "ots orders" shows it')
    .addArgument(new Argument('<outcome>', 'what you found out at the venue').choices(ORDER_RESOLUTIONS))
    .requiredOption('--reason <text>', 'for the record: how you know')
    .option('--source <name>', 'of the system that is meant, where several run')
    .action(async (order: string, outcome: string, given: { reason: string; source?: string }) => {
      const { reason } = given
      const body = { clientOrderId: order, resolution: outcome, reason, by: operatorName() }
      const request = { path: '/orders/resolve', body, schema: resolved }
      const answer = await askOperated({ ...orders.opts(), ...given }, request)
      process.stdout.write(`${answer.accepted ? 'done' : 'refused'}: ${answer.state}, ${answer.message}\n`)
      if (!answer.accepted) process.exitCode = 1
    })
  orders
    .description('Orders of the running system, newest first')
    .option('--limit <n>', 'how many, 1 to 500', '20')
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration file')
    .action(async (options: { limit: string; json?: boolean; config?: string }) => {
      const limit = parseOption('--limit', options.limit, limitSchema)
      const { config } = await loadConfig({ ...fileOption(options), env: process.env })
      const shown = await fetchStatus(config, `/status/operations?limit=${limit}`, operationsSchema)
      const { items } = shown
      const head = shown.mode === 'REAL' || shown.dryRun ? `${modeLine(shown)}\n` : ''
      process.stdout.write(`${options.json ? JSON.stringify(items, null, 2) : head + orderTable(items)}\n`)
    })
}

function orderTable(items: z.infer<typeof operationsSchema>['items']): string {
  if (items.length === 0) return 'No orders yet.'
  return textTable(
    [
      { head: 'time (UTC)' },
      { head: 'mode' },
      { head: 'side' },
      { head: 'instrument' },
      { head: 'type' },
      { head: 'quantity', right: true },
      { head: 'filled', right: true },
      { head: 'fees', right: true },
      { head: 'state' },
      { head: 'strategy' },
      { head: 'order' },
    ],
    items.map((order) => [
      order.createdAt.slice(0, 19).replace('T', ' '),
      order.mode,
      order.side,
      order.instrumentId,
      order.type,
      order.quantity ?? `${order.quoteQuantity} (quote)`,
      order.filledQuantity,
      order.fees,
      order.reason === null ? order.state : `${order.state} (${order.reason})`,
      order.strategyId,
      order.clientOrderId,
    ]),
  )
}
