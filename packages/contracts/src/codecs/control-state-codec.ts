import {
  type AccountControlState,
  accountId,
  type ControlState,
  currency,
  type EquityMarks,
  formatMoney,
  type HaltControlState,
  type PaidIn,
  parseMoney,
  type StrategyControlState,
  strategyId,
} from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { botStatuses, haltOwners, strategyStatuses } from './enums.ts'
import { Fields, freeText } from './fields.ts'
import { scopedLimitsFromWire, scopedLimitsToWire } from './limits-wire.ts'
import { messageCodec } from './message-codec.ts'

type StateWire = oasis.control.v1.ControlState.$Properties
type AccountWire = oasis.control.v1.AccountControlState.$Properties
type StrategyWire = oasis.control.v1.StrategyControlState.$Properties
type HaltWire = oasis.control.v1.HaltControlState.$Properties

const at = new Fields('oasis.control.v1.ControlState')
const atAccount = new Fields('oasis.control.v1.AccountControlState')
const atStrategy = new Fields('oasis.control.v1.StrategyControlState')
const atHalt = new Fields('oasis.control.v1.HaltControlState')
const atMarks = new Fields('oasis.control.v1.EquityMarks')
const atPaidIn = new Fields('oasis.control.v1.CurrencyAmount')

const DAY = /^\d{4}-\d{2}-\d{2}$/
function day(text: string): string {
  if (!DAY.test(text)) throw new RangeError(`"${text.slice(0, 20)}" is not a day like 2026-11-22`)
  return text
}

const marksToWire = (marks: EquityMarks): oasis.control.v1.EquityMarks.$Properties => ({
  day: marks.day,
  dayStartEquity: formatMoney(marks.dayStartEquity),
  peakEquity: formatMoney(marks.peakEquity),
  paidIn: marks.paidIn === undefined ? null : { amounts: marks.paidIn.map(paidInToWire) },
})

const paidInToWire = (each: PaidIn): oasis.control.v1.CurrencyAmount.$Properties => ({
  currency: each.currency,
  amount: formatMoney(each.amount),
})

const paidInFromWire = (wire: oasis.control.v1.CurrencyAmount.$Properties): PaidIn => ({
  currency: atPaidIn.parsed('currency', wire.currency, currency),
  amount: atPaidIn.parsed('amount', wire.amount, parseMoney),
})

const marksFromWire = (wire: oasis.control.v1.EquityMarks.$Properties): EquityMarks => ({
  day: atMarks.parsed('day', wire.day, day),
  dayStartEquity: atMarks.parsed('dayStartEquity', wire.dayStartEquity, parseMoney),
  peakEquity: atMarks.parsed('peakEquity', wire.peakEquity, parseMoney),
  ...(wire.paidIn ? { paidIn: (wire.paidIn.amounts ?? []).map(paidInFromWire) } : {}),
})

const accountToWire = (state: AccountControlState): AccountWire => ({
  accountId: state.accountId,
  version: state.version,
  status: botStatuses.toNumber[state.status],
  haltEpoch: state.haltEpoch,
  haltUnheard: state.haltUnheard ?? false,
  reason: freeText(state.reason),
  changedBy: freeText(state.changedBy),
  limits: state.limits.map(scopedLimitsToWire),
  marks: state.marks === undefined ? null : marksToWire(state.marks),
  resets: state.resets,
  ts: state.ts,
})

const accountFromWire = (wire: AccountWire): AccountControlState => ({
  kind: 'ACCOUNT',
  accountId: atAccount.parsed('accountId', wire.accountId, accountId),
  version: atAccount.count(wire.version),
  status: atAccount.oneOf('status', wire.status, botStatuses),
  haltEpoch: atAccount.count(wire.haltEpoch),
  ...(wire.haltUnheard ? { haltUnheard: true } : {}),
  reason: freeText(wire.reason),
  changedBy: freeText(wire.changedBy),
  limits: (wire.limits ?? []).map(scopedLimitsFromWire),
  marks: wire.marks ? marksFromWire(wire.marks) : undefined,
  resets: atAccount.count(wire.resets),
  ts: atAccount.time('ts', wire.ts),
})

const strategyToWire = (state: StrategyControlState): StrategyWire => ({
  strategyId: state.strategyId,
  accountId: state.accountId,
  version: state.version,
  status: strategyStatuses.toNumber[state.status],
  type: state.type,
  params: state.params,
  paramsSet: state.paramsSet,
  instances: [...state.instances],
  generation: state.generation,
  reason: freeText(state.reason),
  changedBy: freeText(state.changedBy),
  ts: state.ts,
})

const strategyFromWire = (wire: StrategyWire): StrategyControlState => ({
  kind: 'STRATEGY',
  strategyId: atStrategy.parsed('strategyId', wire.strategyId, strategyId),
  accountId: atStrategy.parsed('accountId', wire.accountId, accountId),
  version: atStrategy.count(wire.version),
  status: atStrategy.oneOf('status', wire.status, strategyStatuses),
  type: wire.type ?? '',
  params: wire.params ?? '',
  paramsSet: wire.paramsSet ?? false,
  instances: (wire.instances ?? []).map((id) => atStrategy.parsed('instances', id, strategyId)),
  generation: atStrategy.count(wire.generation),
  reason: freeText(wire.reason),
  changedBy: freeText(wire.changedBy),
  ts: atStrategy.time('ts', wire.ts),
})

const haltToWire = (state: HaltControlState): HaltWire => ({
  owner: haltOwners.toNumber[state.owner],
  accountId: state.accountId,
  haltEpoch: state.haltEpoch,
  reason: state.reason,
  ts: state.ts,
})

const haltFromWire = (wire: HaltWire): HaltControlState => ({
  kind: 'HALT',
  owner: atHalt.oneOf('owner', wire.owner, haltOwners),
  accountId: atHalt.parsed('accountId', wire.accountId, accountId),
  haltEpoch: atHalt.count(wire.haltEpoch),
  reason: freeText(wire.reason),
  ts: atHalt.time('ts', wire.ts),
})

export function controlStateToWire(state: ControlState): StateWire {
  switch (state.kind) {
    case 'ACCOUNT':
      return { account: accountToWire(state) }
    case 'STRATEGY':
      return { strategy: strategyToWire(state) }
    case 'HALT':
      return { halt: haltToWire(state) }
  }
}

export function controlStateFromWire(wire: StateWire): ControlState {
  if (wire.account) return accountFromWire(wire.account)
  if (wire.halt) return haltFromWire(wire.halt)
  return strategyFromWire(at.message('target', wire.strategy))
}

export const controlStateCodec = messageCodec({
  schema: at.schema,
  message: oasis.control.v1.ControlState,
  toWire: controlStateToWire,
  fromWire: controlStateFromWire,
})
