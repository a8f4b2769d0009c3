import type { AccountId } from '@oasis/domain'
import { RpcError } from '@oasis/ports'
import type { AccountWriter } from '../account-writer.ts'

/** This order manager has one account; a request for another one has come to the wrong place. */
export function requireOwnAccount(writer: AccountWriter, asked: AccountId): void {
  const { accountId } = writer.state.account
  if (asked !== accountId) {
    throw new RpcError('NOT_FOUND', `this order manager has account ${accountId}, not ${asked}`)
  }
}
