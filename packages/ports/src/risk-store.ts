/** What the risk engine keeps on disk: status, limits, equity marks. Positions and reservations are rebuilt, never restored. */
import type { AccountControlState, AccountId, CommandEvent } from '@oasis/domain'
import type { NewRecord } from './bus.ts'
import type { Outbox } from './outbox.ts'

/** One transaction. */
export interface RiskWrite {
  readonly state: AccountControlState
  /** What was decided on a command, with it. An id that is there already is the caller's fault, and nothing is written. */
  readonly answer?: CommandEvent
  readonly outbox: readonly NewRecord[]
}

export interface RiskStore extends Outbox {
  load(accountId: AccountId): Promise<AccountControlState | undefined>
  commit(write: RiskWrite): Promise<void>
  /** The answer that a command was given, if any. */
  findAnswer(commandId: string): Promise<CommandEvent | undefined>
  close(): Promise<void>
}
