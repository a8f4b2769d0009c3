/** The journal's entries: orders, executions, balances and instruments used, as JSON whose integers are tagged text. */
import { instrumentCodec } from '@oasis/contracts'
import type { Currency, Instrument } from '@oasis/domain'
import type { PaperBalance, PaperEvent, PaperExecution, PaperMatcher, PaperOrder } from '@oasis/matching'
import type { PaperJournal, PaperJournalEntry } from '@oasis/ports'

interface TaggedInteger {
  readonly $int: string
}

const isTagged = (value: unknown): value is TaggedInteger =>
  typeof value === 'object' && value !== null && '$int' in value

const encodeJson = (value: unknown): string =>
  JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? { $int: String(each) } : each))

/** Written by `encodeJson` alone, so the shape is what was written. */
const decodeJson = <T>(text: string): T =>
  JSON.parse(text, (_key, each) => (isTagged(each) ? BigInt(each.$int) : each)) as T

/** Two requests are the same when this text is. */
export const contentOf = ({
  instrumentId,
  side,
  terms,
}: Pick<PaperOrder, 'instrumentId' | 'side' | 'terms'>) =>
  encodeJson([instrumentId, side, Object.entries(terms).sort(([a], [b]) => (a < b ? -1 : 1))])

export interface PaperState {
  /** Undefined before the first start. */
  readonly seed: string | undefined
  readonly balances: ReadonlyMap<Currency, PaperBalance>
  /** In order of arrival. */
  readonly orders: readonly PaperOrder[]
  /** In order of happening. */
  readonly executions: readonly PaperExecution[]
  readonly instruments: readonly Instrument[]
}

export async function loadState(journal: PaperJournal): Promise<PaperState> {
  const read = async (kind: string) =>
    (await journal.load(kind)).map(({ id, data }) => ({ id, data: data ?? '' }))
  const balances = await read('balance')
  const orders = await read('order')
  return {
    seed: (await read('state')).find((entry) => entry.id === 'seed')?.data,
    balances: new Map(balances.map(({ id, data }) => [id as Currency, decodeJson<PaperBalance>(data)])),
    orders: orders.map(({ data }) => withQueue(decodeJson(data))).sort((a, b) => a.arrival - b.arrival),
    executions: (await read('execution')).map(({ data }) => decodeJson(data)),
    instruments: (await read('instrument')).map(({ data }) =>
      instrumentCodec.decode(Buffer.from(data, 'base64')),
    ),
  }
}

/** JSON leaves out what is undefined. */
const withQueue = (order: PaperOrder): PaperOrder => ({ ...order, queueAhead: order.queueAhead })

export const seedEntry = (seed: string): PaperJournalEntry => ({ kind: 'state', id: 'seed', data: seed })

export const instrumentEntry = (instrument: Instrument): PaperJournalEntry => ({
  kind: 'instrument',
  id: instrument.id,
  data: Buffer.from(instrumentCodec.encode(instrument)).toString('base64'),
})

export const balanceEntries = (balances: PaperMatcher['balances']): PaperJournalEntry[] =>
  balances.entries().map(([id, balance]) => ({ kind: 'balance', id, data: encodeJson(balance) }))

/** Executions, and every order as the last event left it. */
export function eventEntries(events: readonly PaperEvent[]): PaperJournalEntry[] {
  const orders = new Map<string, PaperJournalEntry>()
  const executions: PaperJournalEntry[] = []
  for (const event of events) {
    const { clientOrderId: id } = event.order
    orders.set(id, { kind: 'order', id, data: encodeJson(event.order) })
    if (event.kind === 'EXECUTION') {
      const { execution } = event
      executions.push({ kind: 'execution', id: execution.executionId, data: encodeJson(execution) })
    }
  }
  return [...orders.values(), ...executions]
}
