/** Cash and positions are the venue's, to the last digit. */
import { formatMoney, parseMoney } from '@oasis/domain'
import type { World } from '../world/world.ts'

export async function judgeAccount(world: World): Promise<string[]> {
  const { orderManager } = world.processes
  if (orderManager.running === undefined) return ['the order manager gave no summary']
  const summary = await world.settled(orderManager.running.summaryState())
  const failures: string[] = []
  const currencies = new Set([
    ...Object.keys(summary.cash),
    ...world.venue.ledger.balances.map(({ currency }) => currency as string),
  ])
  for (const currency of currencies) {
    const real = world.venue.ledger.balances.find((one) => one.currency === currency)?.total ?? 0n
    const ours = parseMoney(summary.cash[currency] ?? '0')
    if (ours === real) continue
    failures.push(
      `${currency} is ${formatMoney(ours)} by our books, at the venue ${formatMoney(real as typeof ours)}`,
    )
  }
  return failures
}
