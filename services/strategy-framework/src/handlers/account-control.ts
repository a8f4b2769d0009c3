/**
 * What an account's owner says of it on `control.state`: read from its beginning at every start, before any strategy
 * runs, and followed from there. A reset that this tells of before the account's own events do, or instead of them (they
 * may be lost in a hole), is believed together with the account as the order manager has it.
 */
import { topics } from '@oasis/contracts'
import type { AccountControlState, AccountId } from '@oasis/domain'
import { consumedAs, type MappedTopic } from '@oasis/runtime'
import { accountStateFor, fetchAccount } from '../account-snapshot.ts'
import { resetsKnown } from '../core/reset-count.ts'
import type { Hosted, InstanceHost } from '../hosted.ts'

const STRATEGIES = 'strategy/'
const states = consumedAs(topics.controlState, (state) => state)

/** Of strategies this service is the writer itself. */
export const accountControls: MappedTopic<AccountControlState | undefined> = {
  ...states,
  read: (record, bytes) => {
    if (record.key.startsWith(STRATEGIES)) return undefined
    const state = states.read(record, bytes)
    return state.kind === 'ACCOUNT' ? state : undefined
  },
}

/** Never from within a turn. Rejects with a `TransientError` while the order manager cannot be asked. */
export async function followAccount(host: InstanceHost, state: AccountControlState): Promise<void> {
  const { accountId, status, resets, reason } = state
  const before = host.accounts.get(accountId)
  // Most of what is told is about equity, or told again.
  if (before?.status === status && before.resets === resets) return
  await host.turn(async () => {
    const concerned = host.all.filter((hosted) => hosted.key.accountId === accountId)
    const behind = concerned.filter(({ instance }) => resetsKnown(instance.account.resets) < resets)
    if (behind.length > 0) await refresh(host, accountId, behind)
    host.accounts.set(accountId, { status, resets })
    for (const hosted of concerned) await host.apply(hosted, { kind: 'ACCOUNT_CONTROL', status, resets })
  })
  if (before !== undefined && before.status !== status) {
    host.ports.logger.info({ account: accountId, status, reason }, 'account status followed')
  }
}

async function refresh(host: InstanceHost, accountId: AccountId, behind: readonly Hosted[]): Promise<void> {
  const timeoutMs = host.config.submitTimeoutMs
  const { rpc } = host.ports
  const snapshot = await fetchAccount(rpc, accountId, timeoutMs)
  for (const hosted of behind) {
    const account = await accountStateFor(hosted.instance, snapshot, rpc, timeoutMs)
    await host.apply(hosted, { kind: 'ACCOUNT_STATE', account })
  }
}
