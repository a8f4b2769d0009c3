/**
 * The first start: what the venue shows becomes the beginning, in one commit, from a moment in which nothing happened.
 */
import type { TradingMode, UnixNanos } from '@oasis/domain'
import type { Scheduler } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import { type FirstLook, openedAt, openFrom, sameExecutions } from './core/first-look.ts'
import type { VenueLooks } from './venue-looks.ts'

export interface AccountOpeningOptions {
  readonly writer: AccountWriter
  readonly looks: VenueLooks
  readonly scheduler: Scheduler
  readonly mode: TradingMode
}

/** Old enough that a fill before cannot be listed among those of now. */
const LOOK_BACK_NANOS = 60_000_000_000n
const ATTEMPTS = 5

/** False when fills never paused long enough to tell what belongs to the beginning. */
export async function openAccount(options: AccountOpeningOptions): Promise<boolean> {
  const { writer, scheduler, mode } = options
  const look = await firstLook(options.looks)
  if (look === undefined) return false
  return writer.run(async () => {
    const { account, ledger } = writer.state
    const adopter = { accountId: account.accountId, mode }
    const { adjustments, adopted } = openFrom(look, ledger, adopter, scheduler.now())
    writer.noteExecutionsUpTo(openedAt(look))
    await writer.recordAll(adopted, adjustments)
    return true
  })
}

async function firstLook(looks: VenueLooks): Promise<FirstLook | undefined> {
  const { venueTime } = await looks.time()
  const since = (venueTime - LOOK_BACK_NANOS) as UnixNanos
  let executions = await looks.executionsSince(since)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const orders = await looks.openOrders()
    const balances = await looks.balances()
    const after = await looks.executionsSince(since)
    if (sameExecutions(executions, after)) return { venueTime, executions: after, orders, balances }
    executions = after
  }
  return undefined
}
