/** Commands for strategies. Those for accounts are the risk engine's: passed over undecoded. */
import { topics } from '@oasis/contracts'
import type { Command } from '@oasis/domain'
import { consumedAs, type MappedTopic } from '@oasis/runtime'

const ACCOUNTS = 'account/'
const commands = consumedAs(topics.commands, (command) => command)

export const strategyCommands: MappedTopic<Command | undefined> = {
  ...commands,
  read: (record, bytes) => (record.key.startsWith(ACCOUNTS) ? undefined : commands.read(record, bytes)),
}
