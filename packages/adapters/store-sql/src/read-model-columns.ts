/** What is written to the read models, to columns and back. Messages are kept whole, by their codecs. */
import {
  accountEventCodec,
  commandEventCodec,
  executionCodec,
  feedStatusCodec,
  orderCodec,
  riskDecisionCodec,
  signalCodec,
} from '@oasis/contracts'
import {
  type AccountEvent,
  type AccountId,
  type CommandEvent,
  clientOrderIdOf,
  commandTargetKey,
  type Execution,
  type FeedStatus,
  formatMoney,
  formatPrice,
  formatQuantity,
  type InstrumentId,
  type Money,
  type Order,
  parseMoney,
  parsePrice,
  parseQuantity,
  type RiskDecision,
  type Signal,
  type UnixNanos,
} from '@oasis/domain'
import type {
  CandleResolution,
  CommandChange,
  EquityPoint,
  EquityResolution,
  HistoryHole,
  Numbered,
  NumberedFill,
  StoredCandle,
  TopicPosition,
} from '@oasis/ports'
import type { Columns } from './compiled.ts'
import type { Facet } from './read-model-facets.ts'
import type {
  AccountEventRow,
  CandleRow,
  CommandChangeRow,
  CommandEventRow,
  EquityRow,
  FeedRow,
  FillRow,
  HoleRow,
  IntentRow,
  ListedRow,
  PositionRow,
  ReadOrderRow,
} from './read-model-tables.ts'

/** With the facet that it was found to be of. */
export type Faceted<Row extends Numbered<unknown>> = Row & { readonly facetId: bigint }

export const ORDER_COLUMNS: Columns<ReadOrderRow, Faceted<Numbered<Order>>> = {
  seq: ({ seq }) => BigInt(seq),
  ts: ({ value }) => value.createdAt,
  facet_id: ({ facetId }) => facetId,
  data: ({ value }) => orderCodec.encode(value),
  client_order_id: ({ value }) => value.clientOrderId,
  version: ({ value }) => BigInt(value.version),
}

export const FILL_COLUMNS: Columns<FillRow, Faceted<NumberedFill>> = {
  seq: ({ seq }) => BigInt(seq),
  ts: ({ value }) => value.tsEvent,
  facet_id: ({ facetId }) => facetId,
  data: ({ value }) => executionCodec.encode(value),
  account_id: ({ value }) => value.accountId,
  execution_id: ({ value }) => value.executionId,
  client_order_id: ({ value }) => value.clientOrderId,
  order_ts: ({ orderCreatedAt }) => orderCreatedAt,
}

export const DECISION_COLUMNS: Columns<IntentRow, Faceted<Numbered<RiskDecision>>> = {
  seq: ({ seq }) => BigInt(seq),
  ts: ({ value }) => value.ts,
  facet_id: ({ facetId }) => facetId,
  data: ({ value }) => riskDecisionCodec.encode(value),
  event_id: ({ value }) => value.eventId,
  client_order_id: ({ value }) => clientOrderIdOf(value.intent.intentId),
}

export const SIGNAL_COLUMNS: Columns<IntentRow, Faceted<Numbered<Signal>>> = {
  seq: ({ seq }) => BigInt(seq),
  ts: ({ value }) => value.ts,
  facet_id: ({ facetId }) => facetId,
  data: ({ value }) => signalCodec.encode(value),
  event_id: ({ value }) => value.eventId,
  client_order_id: ({ value }) => clientOrderIdOf(value.intentId),
}

export const ACCOUNT_EVENT_COLUMNS: Columns<AccountEventRow, Numbered<AccountEvent>> = {
  seq: ({ seq }) => BigInt(seq),
  account_id: ({ value }) => value.accountId,
  account_seq: ({ value }) => BigInt(value.accountSeq),
  client_order_id: ({ value: { body } }) => ('order' in body ? body.order.clientOrderId : null),
  data: ({ value }) => accountEventCodec.encode(value),
}

export const FEED_COLUMNS: Columns<FeedRow, Numbered<FeedStatus>> = {
  seq: ({ seq }) => BigInt(seq),
  ts: ({ value }) => value.tsInit,
  data: ({ value }) => feedStatusCodec.encode(value),
}

export const COMMAND_EVENT_COLUMNS: Columns<CommandEventRow, Numbered<CommandEvent>> = {
  seq: ({ seq }) => BigInt(seq),
  event_id: ({ value }) => value.eventId,
  ts: ({ value }) => value.ts,
  target: ({ value }) => commandTargetKey(value.target),
  data: ({ value }) => commandEventCodec.encode(value),
}

export const COMMAND_CHANGE_COLUMNS: Columns<CommandChangeRow, Numbered<CommandChange>> = {
  seq: ({ seq }) => BigInt(seq),
  ts: ({ value }) => value.ts,
  command_id: ({ value }) => value.commandId,
  json: ({ value }) => value.json,
}

const money = (value: Money | undefined): string | null => (value === undefined ? null : formatMoney(value))

export const EQUITY_COLUMNS: Columns<EquityRow, EquityPoint> = {
  account_id: (point) => point.accountId,
  resolution: (point) => point.resolution,
  ts: (point) => point.ts,
  first_equity: (point) => money(point.first),
  high: (point) => money(point.high),
  low: (point) => money(point.low),
  last_equity: (point) => money(point.last),
  gross_exposure: (point) => formatMoney(point.grossExposure),
  net_exposure: (point) => formatMoney(point.netExposure),
  open_orders: (point) => BigInt(point.openOrders),
}

export function equityFromRow(row: EquityRow): EquityPoint {
  const { first_equity, high, low, last_equity } = row
  return {
    accountId: row.account_id as AccountId,
    resolution: row.resolution as EquityResolution,
    ts: row.ts as UnixNanos,
    ...(first_equity === null ? {} : { first: parseMoney(first_equity) }),
    ...(high === null ? {} : { high: parseMoney(high) }),
    ...(low === null ? {} : { low: parseMoney(low) }),
    ...(last_equity === null ? {} : { last: parseMoney(last_equity) }),
    grossExposure: parseMoney(row.gross_exposure),
    netExposure: parseMoney(row.net_exposure),
    openOrders: Number(row.open_orders),
  }
}

export const CANDLE_COLUMNS: Columns<CandleRow, StoredCandle> = {
  instrument_id: (candle) => candle.instrumentId,
  resolution: (candle) => candle.resolution,
  ts: (candle) => candle.openTime,
  origin: (candle) => candle.origin,
  open: (candle) => formatPrice(candle.open),
  high: (candle) => formatPrice(candle.high),
  low: (candle) => formatPrice(candle.low),
  close: (candle) => formatPrice(candle.close),
  volume: (candle) => formatQuantity(candle.volume),
  first_event: (candle) => candle.firstEvent,
  last_event: (candle) => candle.lastEvent,
}

export const candleFromRow = (row: CandleRow): StoredCandle => ({
  instrumentId: row.instrument_id as InstrumentId,
  resolution: row.resolution as CandleResolution,
  origin: row.origin as StoredCandle['origin'],
  openTime: row.ts as UnixNanos,
  open: parsePrice(row.open),
  high: parsePrice(row.high),
  low: parsePrice(row.low),
  close: parsePrice(row.close),
  volume: parseQuantity(row.volume),
  firstEvent: row.first_event as UnixNanos,
  lastEvent: row.last_event as UnixNanos,
})

export const POSITION_COLUMNS: Columns<PositionRow, TopicPosition> = {
  topic: ({ topic }) => topic,
  partition_id: ({ partition }) => BigInt(partition),
  next_offset: ({ offset }) => BigInt(offset),
}

export const positionFromRow = (row: PositionRow): TopicPosition => ({
  topic: row.topic,
  partition: Number(row.partition_id),
  offset: Number(row.next_offset),
})

export const HOLE_COLUMNS: Columns<HoleRow, HistoryHole> = {
  account_id: ({ accountId }) => accountId,
  from_seq: ({ from }) => BigInt(from),
  to_seq: ({ to }) => BigInt(to),
  ts: ({ ts }) => ts,
}

export const holeFromRow = (row: HoleRow): HistoryHole => ({
  accountId: row.account_id as AccountId,
  from: Number(row.from_seq),
  to: Number(row.to_seq),
  ts: row.ts as UnixNanos,
})

export const facetOfOrder = ({ intent, state }: Order): Facet => ({
  account: intent.accountId,
  mode: intent.mode,
  instrument: intent.instrumentId,
  strategy: intent.strategyId,
  side: intent.side,
  detail: state,
})

export const facetOfFill = (fill: Execution): Facet => ({
  account: fill.accountId,
  mode: fill.mode,
  instrument: fill.instrumentId,
  strategy: fill.strategyId,
  side: fill.side,
  detail: '',
})

export const facetOfDecision = ({ intent, verdict }: RiskDecision): Facet => ({
  account: intent.accountId,
  mode: intent.mode,
  instrument: intent.instrumentId,
  strategy: intent.strategyId,
  side: intent.side,
  detail: verdict.result === 'DENIED' ? verdict.code : verdict.result,
})

export const facetOfSignal = (signal: Signal): Facet => ({
  account: signal.accountId,
  mode: '',
  instrument: signal.instrumentId,
  strategy: signal.strategyId,
  side: signal.side,
  detail: '',
})

/** Rows of one list back to what was written. */
export const numbered =
  <T>(codec: { decode(bytes: Uint8Array): T }) =>
  ({ seq, data }: Pick<ListedRow, 'seq' | 'data'>): Numbered<T> => ({
    seq: Number(seq),
    value: codec.decode(data),
  })
