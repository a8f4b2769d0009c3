/**
 * Order events of an account, gapless by `accountSeq`. An instance that finds a hole before an event gets the account's
 * state from the order manager first: the event is then either part of that state or the next one after it.
 */
import { topics } from '@oasis/contracts'
import type { BusRecord } from '@oasis/ports'
import { consumedAs, type MappedTopic } from '@oasis/runtime'
import { accountStateFor, fetchAccount } from '../account-snapshot.ts'
import type { InstanceInput } from '../core/instance-input.ts'
import type { Hosted, InstanceHost } from '../hosted.ts'

export type AccountEventInput = InstanceInput & { kind: 'ACCOUNT_EVENT' }

export const accountEventInputs: MappedTopic<AccountEventInput> = consumedAs(topics.orderEvents, (event) => ({
  kind: 'ACCOUNT_EVENT',
  event,
}))

/** Rejects with a `TransientError` while the order manager cannot be asked. */
export async function afterHole(
  host: InstanceHost,
  hosted: Hosted,
  input: AccountEventInput,
  record: BusRecord,
): Promise<void> {
  const { rpc, logger } = host.ports
  const { instance } = hosted
  const { strategyId, accountId } = instance.key
  const about = {
    strategy: strategyId,
    account: accountId,
    after: instance.account.accountSeq,
    at: input.event.accountSeq,
  }
  logger.warn(about, 'order events are missing: reading the account from the order manager')
  const timeoutMs = host.config.submitTimeoutMs
  const snapshot = await fetchAccount(rpc, accountId, timeoutMs)
  const account = await accountStateFor(instance, snapshot, rpc, timeoutMs)
  await host.apply(hosted, { kind: 'ACCOUNT_STATE', account })
  hosted.positions.consumed(record)
  await host.apply(hosted, input)
}
