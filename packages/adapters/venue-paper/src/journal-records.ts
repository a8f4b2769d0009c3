/**
 * The journal's records: the account once, then one for each effect with what it left behind, and folding them into
 * the state they come to. JSON whose integers are tagged text.
 */
import { instrumentCodec } from '@oasis/contracts'
import type { Currency, Instrument, UnixNanos } from '@oasis/domain'
import type { PaperBalance, PaperEvent, PaperExecution, PaperOrder } from '@oasis/matching'

export interface PaperState {
  /** Undefined before the first start. */
  readonly seed: string | undefined
  /** Of the reset that this beginning of the account came from; undefined before the first. */
  readonly resetId: string | undefined
  readonly balances: ReadonlyMap<Currency, PaperBalance>
  /** In order of arrival. */
  readonly orders: readonly PaperOrder[]
  /** Of the last order that ever arrived. */
  readonly lastArrival: number
  /** In order of happening. */
  readonly executions: readonly PaperExecution[]
  readonly instruments: readonly Instrument[]
}

interface JournalRecord {
  readonly seed?: string
  readonly resetId?: string
  readonly lastArrival?: number
  /** Those that have changed. */
  readonly balances?: readonly (readonly [Currency, PaperBalance])[]
  /** As the effect left them. */
  readonly orders?: readonly PaperOrder[]
  readonly executions?: readonly PaperExecution[]
  /** Encoded, as base64. */
  readonly instruments?: readonly string[]
}

interface TaggedInteger {
  readonly $int: string
}

const isTagged = (value: unknown): value is TaggedInteger =>
  typeof value === 'object' && value !== null && '$int' in value

/** Copying first is several times as fast as a replacer, which is called back for each value. */
function tagged(value: unknown): unknown {
  if (typeof value === 'bigint') return { $int: String(value) }
  if (Array.isArray(value)) return value.map(tagged)
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) copy[key] = tagged((value as Record<string, unknown>)[key])
  return copy
}

const encodeJson = (value: unknown): string => JSON.stringify(tagged(value))
const encodeRecord = (record: JournalRecord): string => encodeJson(record)

/** Written by `encodeRecord` alone, so the shape is what was written. */
const decodeRecord = (text: string): JournalRecord =>
  JSON.parse(text, (_key, each) => (isTagged(each) ? BigInt(each.$int) : each)) as JournalRecord

/** Two requests are the same when this text is. */
export const contentOf = ({
  instrumentId,
  side,
  terms,
}: Pick<PaperOrder, 'instrumentId' | 'side' | 'terms'>): string =>
  encodeJson([instrumentId, side, Object.entries(terms).sort(([a], [b]) => (a < b ? -1 : 1))])

/** A new account, or a new beginning of one. */
export const accountRecord = (
  seed: string,
  balances: JournalRecord['balances'] = [],
  resetId?: string,
): string => encodeRecord({ seed, balances, ...(resetId === undefined ? {} : { resetId }) })

export interface EffectParts {
  readonly events: readonly PaperEvent[]
  readonly balances: readonly (readonly [Currency, PaperBalance])[]
  /** Those that no record has yet. */
  readonly instruments: readonly Instrument[]
}

export function effectRecord({ events, balances, instruments }: EffectParts): string {
  const orders = new Map(events.map(({ order }) => [order.clientOrderId, order]))
  const executions = events.flatMap((event) => (event.kind === 'EXECUTION' ? [event.execution] : []))
  return encodeRecord({
    orders: [...orders.values()],
    executions,
    balances,
    ...(instruments.length === 0 ? {} : { instruments: instruments.map(encodeInstrument) }),
  })
}

const encodeInstrument = (instrument: Instrument): string =>
  Buffer.from(instrumentCodec.encode(instrument)).toString('base64')

export function foldRecords(records: readonly string[]): PaperState {
  let seed: string | undefined
  let resetId: string | undefined
  let lastArrival = 0
  const balances = new Map<Currency, PaperBalance>()
  const orders = new Map<string, PaperOrder>()
  const executions = new Map<string, PaperExecution>()
  const instruments = new Map<string, Instrument>()
  for (const record of records.map(decodeRecord)) {
    seed = record.seed ?? seed
    resetId = record.resetId ?? resetId
    lastArrival = Math.max(lastArrival, record.lastArrival ?? 0)
    for (const [code, balance] of record.balances ?? []) balances.set(code, balance)
    for (const order of record.orders ?? []) {
      orders.set(order.clientOrderId, withQueue(order))
      lastArrival = Math.max(lastArrival, order.arrival)
    }
    for (const execution of record.executions ?? []) executions.set(execution.executionId, execution)
    for (const text of record.instruments ?? []) {
      const instrument = instrumentCodec.decode(Buffer.from(text, 'base64'))
      instruments.set(instrument.id, instrument)
    }
  }
  return {
    seed,
    resetId,
    lastArrival,
    balances,
    orders: [...orders.values()].sort((a, b) => a.arrival - b.arrival),
    executions: [...executions.values()],
    instruments: [...instruments.values()],
  }
}

/** JSON leaves out what is undefined. */
const withQueue = (order: PaperOrder): PaperOrder => ({ ...order, queueAhead: order.queueAhead })

const ORDERS_PER_RECORD = 500

/** The same state in few records, without the orders that ended before `keepFrom` and their executions. */
export function compactRecords(state: PaperState, keepFrom: UnixNanos): readonly string[] {
  const kept = state.orders.filter(({ status, updatedAt }) => status === 'OPEN' || updatedAt >= keepFrom)
  const ids = new Set(kept.map(({ clientOrderId }) => clientOrderId))
  const executions = state.executions.filter(({ clientOrderId }) => ids.has(clientOrderId))
  const { seed = '', resetId, lastArrival, balances, instruments } = state
  const head = encodeRecord({
    seed,
    ...(resetId === undefined ? {} : { resetId }),
    lastArrival,
    balances: [...balances],
    instruments: instruments.map(encodeInstrument),
  })
  const parts = <T>(list: readonly T[], toRecord: (part: readonly T[]) => JournalRecord): string[] =>
    Array.from({ length: Math.ceil(list.length / ORDERS_PER_RECORD) }, (_, n) =>
      encodeRecord(toRecord(list.slice(n * ORDERS_PER_RECORD, (n + 1) * ORDERS_PER_RECORD))),
    )
  return [
    head,
    ...parts(kept, (orders) => ({ orders })),
    ...parts(executions, (part) => ({ executions: part })),
  ]
}
