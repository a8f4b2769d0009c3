/** Commands for strategies. Those for accounts are the risk engine's: passed over undecoded. */
import { inPlaceOf, type ReadCommand, readCommand, topics, type UnreadableCommand } from '@oasis/contracts'
import { type Command, strategyId } from '@oasis/domain'
import { consumedAs, type MappedTopic } from '@oasis/runtime'

const ACCOUNTS = 'account/'
const STRATEGIES = 'strategy/'
const commands = consumedAs(topics.commands, (command) => command)

export const strategyCommands: MappedTopic<ReadCommand | undefined> = {
  ...commands,
  read: (record, bytes) =>
    record.key.startsWith(ACCOUNTS) ? undefined : readCommand(record, () => commands.read(record, bytes)),
}

/** Not the framework's own name: what that has stopped begins again with its next version, and this waits for a person. */
const BY = 'ots'

/** It may have been meant to stop the strategy. Undefined where its key names none. */
export function stopInPlaceOf(unreadable: UnreadableCommand, key: string): Command | undefined {
  if (!key.startsWith(STRATEGIES)) return undefined
  try {
    const target = { kind: 'STRATEGY', strategyId: strategyId(key.slice(STRATEGIES.length)) } as const
    const stop = { kind: 'SET_STRATEGY_STATUS', status: 'STOPPED' } as const
    return inPlaceOf(unreadable, target, stop, BY)
  } catch {
    return undefined
  }
}
