/** The venue's executions, balances and positions beside ours. Own arithmetic: sums of what is written down. */
import { type Execution, formatMoney, instrumentId, type Money } from '@oasis/domain'
import type { LedgerExecution } from '../../simulated-venue/venue-ledger.ts'
import type { LedgerDump } from '../place/venue-messages.ts'
import { type Finding, finding } from './finding.ts'
import type { Books } from './read-books.ts'

export function compareExecutions(ledger: LedgerDump, books: Books): readonly Finding[] {
  const findings: Finding[] = []
  const real = new Map<string, LedgerExecution>(ledger.executions.map((one) => [one.executionId, one]))
  const booked = new Map<string, Execution>()
  for (const execution of books.executions) {
    const { executionId } = execution
    const name = `execution ${executionId} of order ${execution.clientOrderId}`
    if (booked.has(executionId)) findings.push(finding('bookedTwice', `${name} is booked twice`))
    booked.set(executionId, execution)
    const truth = real.get(executionId)
    if (!truth) findings.push(finding('bookedTwice', `${name} is booked and never happened`))
    else if (!isSame(execution, truth)) {
      findings.push(finding('difference', `${name} is booked otherwise than it was`))
    }
  }
  for (const { executionId, clientOrderId } of real.values()) {
    // A person's trades may be taken in as changes of balances instead.
    if (clientOrderId !== undefined && !booked.has(executionId)) {
      findings.push(finding('lost', `execution ${executionId} of order ${clientOrderId} is not booked`))
    }
  }
  return findings
}

const isSame = (ours: Execution, real: LedgerExecution): boolean =>
  ours.kind === real.kind &&
  ours.instrumentId === real.instrumentId &&
  ours.side === real.side &&
  ours.price === real.price &&
  ours.quantity === real.quantity &&
  ours.fee === real.fee &&
  (real.clientOrderId === undefined || ours.clientOrderId === real.clientOrderId)

export function compareBalances(ledger: LedgerDump, books: Books): readonly Finding[] {
  const ours = new Map<string, bigint>()
  const add = (currency: string, amount: bigint): void =>
    void ours.set(currency, (ours.get(currency) ?? 0n) + amount)
  for (const { currency, amount } of books.adjustments) add(currency, amount)
  for (const { instrumentId: id, side, kind, price, quantity, fee } of books.executions) {
    const [base = '', quote = ''] = id.slice(id.indexOf(':') + 1).split('-')
    const sign = (side === 'BUY') === (kind === 'FILL') ? 1n : -1n
    add(base, sign * quantity * 1_000_000n)
    add(quote, -sign * ((price * quantity) / 1_000_000n) - (kind === 'FILL' ? fee : -fee))
  }
  const real = new Map<string, bigint>(ledger.balances.map(({ currency, total }) => [currency, total]))
  return [...new Set([...ours.keys(), ...real.keys()])].flatMap((currency) => {
    const [a, b] = [ours.get(currency) ?? 0n, real.get(currency) ?? 0n]
    if (a === b) return []
    return [finding('difference', `${currency} is ${text(a)} by our books, at the venue ${text(b)}`)]
  })
}

const text = (amount: bigint): string => formatMoney(amount as Money)

/** What our own orders have traded; a person's trades are not ours. */
export function comparePositions(ledger: LedgerDump, books: Books): readonly Finding[] {
  const own = new Set<string>(ledger.orders.flatMap(({ clientOrderId }) => clientOrderId ?? []))
  const ours = netOf(books.executions.filter(({ clientOrderId }) => own.has(clientOrderId)))
  const real = netOf(ledger.executions.filter(({ clientOrderId }) => clientOrderId !== undefined))
  return [...new Set([...ours.keys(), ...real.keys()])].flatMap((id) => {
    const [a, b] = [ours.get(id) ?? 0n, real.get(id) ?? 0n]
    if (a === b) return []
    const what = `the position of ${instrumentId(id)} is ${a} by our books, at the venue ${b}`
    return [finding('difference', what)]
  })
}

type Traded = Pick<Execution, 'instrumentId' | 'side' | 'kind' | 'quantity'>

function netOf(executions: readonly Traded[]): ReadonlyMap<string, bigint> {
  const net = new Map<string, bigint>()
  for (const { instrumentId: id, side, kind, quantity } of executions) {
    const bought = (side === 'BUY') === (kind === 'FILL')
    net.set(id, (net.get(id) ?? 0n) + (bought ? quantity : -quantity))
  }
  return net
}
