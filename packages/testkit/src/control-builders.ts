/** Control state and answers, with defaults that tests override where they mean something. */
import {
  type AccountControlState,
  type CommandEvent,
  commandEventId,
  parseMoney,
  type StrategyControlState,
  strategyId,
  type TargetControlState,
} from '@oasis/domain'
import { TEST_ACCOUNT, TEST_TIME } from './order-builders.ts'

export function buildAccountControl(changes: Partial<AccountControlState> = {}): AccountControlState {
  return {
    kind: 'ACCOUNT',
    accountId: TEST_ACCOUNT,
    version: 1,
    status: 'RUNNING',
    haltEpoch: 0,
    reason: 'seeded from the configuration',
    changedBy: 'ots',
    limits: [
      { scope: { level: 'account', id: TEST_ACCOUNT }, limits: { maxOrderNotional: parseMoney('12.5') } },
      { scope: { level: 'strategy', id: strategyId('a') }, limits: { maxOrdersPerSecond: 0.5 } },
    ],
    marks: {
      day: '2026-11-22',
      dayStartEquity: parseMoney('1000.000000000000000001'),
      peakEquity: parseMoney('1001'),
    },
    resets: 0,
    ts: TEST_TIME,
    ...changes,
  }
}

export function buildStrategyControl(changes: Partial<StrategyControlState> = {}): StrategyControlState {
  return {
    kind: 'STRATEGY',
    strategyId: strategyId('test-strategy'),
    instances: [strategyId('test-strategy')],
    accountId: TEST_ACCOUNT,
    version: 1,
    status: 'RUNNING',
    type: 'every-n-ticks',
    params: '{"n":50}',
    paramsSet: false,
    generation: 1,
    reason: '',
    changedBy: 'ots',
    ts: TEST_TIME,
    ...changes,
  }
}

/** The n-th command's. */
export function buildAnswer(
  n: number,
  state: TargetControlState,
  changes: Partial<CommandEvent> = {},
): CommandEvent {
  const commandId = `6f2b0a5e-3c1d-4a4e-9b7f-${String(n).padStart(12, '0')}`
  return {
    eventId: commandEventId(commandId),
    commandId,
    target:
      state.kind === 'ACCOUNT'
        ? { kind: 'ACCOUNT', accountId: state.accountId }
        : { kind: 'STRATEGY', strategyId: state.strategyId },
    action: state.kind === 'ACCOUNT' ? 'SET_BOT_STATUS' : 'SET_STRATEGY_STATUS',
    outcome: 'APPLIED',
    reason: 'done',
    issuedBy: 'alice',
    state,
    ts: TEST_TIME,
    ...changes,
  }
}
