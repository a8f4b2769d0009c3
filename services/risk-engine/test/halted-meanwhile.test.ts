import { type Command, accountId as idOf } from '@oasis/domain'
import { type CrashPoints, NO_CRASH_POINTS } from '@oasis/ports'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import { createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { expect, test } from 'vitest'
import { AccountControl } from '../src/account-control.ts'
import { AccountHalt } from '../src/account-halt.ts'
import { CommandDesk, type CommandPorts } from '../src/handlers/apply-command.ts'
import { RiskAccount } from '../src/risk-account.ts'
import { MemoryRiskStore } from './memory-risk-store.ts'
import { ACCOUNT, NOW, openState } from './risk-fixtures.ts'

/** One account's commands over a store; `meanwhile` happens when one has been decided and is not in force yet. */
function desk(meanwhile: (halt: AccountHalt) => void) {
  const scheduler = createVirtualScheduler({ startAt: NOW })
  const store = new MemoryRiskStore()
  const account = new RiskAccount(openState(), 10)
  const shared = {
    account,
    store,
    scheduler,
    logger: createSilentLogger(),
    rpc: createInProcessRpc({ scheduler }),
  }
  const timing = { cancelAllTimeoutMs: 100, retryDelayMs: 100, controlTimeoutMs: 100, resetTimeoutMs: 100 }
  const relay = { notify: () => {} }
  const control = new AccountControl({
    ...shared,
    relay,
    seeds: [],
    marksIntervalMs: 1_000,
    onChange: () => {},
  })
  const halt = new AccountHalt({ ...shared, ...timing, control })
  const crashPoints: CrashPoints = {
    ...NO_CRASH_POINTS,
    pass: (point) => {
      if (point === 'command') meanwhile(halt)
    },
  }
  const ports = { ...shared, ...timing, control, halt, crashPoints, resync: () => {} }
  // No command of this test flattens, or ends a halt.
  const commands = new CommandDesk(ports as unknown as CommandPorts)
  const apply = async (changes: Partial<Command> = {}) => {
    await scheduler.runUntilSettled(
      commands.apply({
        commandId: 'c1',
        target: { kind: 'ACCOUNT', accountId: ACCOUNT },
        action: { kind: 'SET_BOT_STATUS', status: 'PAUSED', flatten: false, acceptStalePrices: false },
        issuedBy: 'ana',
        reason: 'lunch',
        issuedAt: NOW,
        ...changes,
      }),
    )
    await scheduler.runUntilSettled(halt.close())
    return store.answers.get('c1')
  }
  return { account, store, apply }
}

test('a status that was decided before a halt does not end it: that has to be asked for by name', async () => {
  const { account, store, apply } = desk((halt) => void halt.call({ reason: 'a loss', by: 'bob' }, true))
  expect(await apply()).toMatchObject({
    outcome: 'REJECTED',
    reason: 'halted meanwhile; name halt 1 to end it',
    state: { status: 'HALTED', reason: 'a loss' },
  })
  expect(account.state.control).toMatchObject({ status: 'HALTED', haltEpoch: 1 })
  expect(store.states.get(ACCOUNT)).toMatchObject({ status: 'HALTED' })
})

test('without one it is applied, and a command of another account is not', async () => {
  const one = desk(() => {})
  expect(await one.apply()).toMatchObject({
    outcome: 'APPLIED',
    state: { status: 'PAUSED', reason: 'lunch' },
  })
  const other = desk(() => {})
  const target = { kind: 'ACCOUNT', accountId: idOf('coinbase.other.paper') } as const
  expect(await other.apply({ target })).toBeUndefined()
  expect(other.store.commits).toBe(0)
})
