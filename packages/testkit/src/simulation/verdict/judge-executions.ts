/** Each execution of the venue's ledger is booked once, as it was, and nothing else is. */
import type { Execution } from '@oasis/domain'
import type { LedgerExecution } from '../../simulated-venue/venue-ledger.ts'
import type { World } from '../world/world.ts'

export function judgeExecutions(world: World): string[] {
  const failures: string[] = []
  const truth = new Map<string, LedgerExecution>(
    world.venue.ledger.executions.map((execution) => [execution.executionId, execution]),
  )
  const booked = new Map<string, Execution>()
  for (const execution of world.orderStore.executions) {
    const { executionId } = execution
    if (booked.has(executionId)) failures.push(`execution ${executionId} is booked twice`)
    booked.set(executionId, execution)
    const real = truth.get(executionId)
    if (real === undefined) failures.push(`execution ${executionId} is booked and never happened`)
    else if (!isSame(execution, real))
      failures.push(`execution ${executionId} is booked otherwise than it was`)
  }
  for (const { executionId, clientOrderId } of truth.values()) {
    // A person's trades may also be taken in as adjustments of the balances.
    if (clientOrderId !== undefined && !booked.has(executionId)) {
      failures.push(`execution ${executionId} of order ${clientOrderId} is not booked`)
    }
  }
  return failures
}

const isSame = (ours: Execution, real: LedgerExecution): boolean =>
  ours.kind === real.kind &&
  ours.instrumentId === real.instrumentId &&
  ours.side === real.side &&
  ours.price === real.price &&
  ours.quantity === real.quantity &&
  ours.fee === real.fee &&
  ours.feeCurrency === real.feeCurrency &&
  (real.clientOrderId === undefined || ours.clientOrderId === real.clientOrderId)
