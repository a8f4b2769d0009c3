/** Commands for strategies. Those for accounts are the risk engine's: passed over undecoded. */
import { topics } from '@oasis/contracts'
import type { Command } from '@oasis/domain'
import type { MappedTopic } from '@oasis/runtime'

const ACCOUNTS = 'account/'

export const strategyCommands: MappedTopic<Command | undefined> = {
  spec: topics.commands.spec,
  onUndecodable: topics.commands.onUndecodable,
  read: (record, bytes) =>
    record.key.startsWith(ACCOUNTS) ? undefined : topics.commands.codec.decode(bytes),
}
