/** Every command by its first word, loaded when it is asked for: one that only asks a running system begins at once. */
import type { Command } from 'commander'

export type RegisterCommand = (program: Command) => void

const halt = async () => (await import('./halt.ts')).registerHalt

/** In the order of the help. Two words may be registered together. */
export const COMMANDS: ReadonlyMap<string, () => Promise<RegisterCommand>> = new Map([
  ['up', async () => (await import('./up.ts')).registerUp],
  ['replay', async () => (await import('./replay.ts')).registerReplay],
  ['service', async () => (await import('./service.ts')).registerService],
  ['simulator', async () => (await import('./simulator.ts')).registerSimulator],
  ['doctor', async () => (await import('./doctor.ts')).registerDoctor],
  ['config', async () => (await import('./config.ts')).registerConfig],
  ['orders', async () => (await import('./orders.ts')).registerOrders],
  ['positions', async () => (await import('./positions.ts')).registerPositions],
  ['halt', halt],
  ['resume', halt],
  ['command', async () => (await import('./command.ts')).registerCommand],
  ['reconcile', async () => (await import('./reconcile.ts')).registerReconcile],
  ['user', async () => (await import('./user.ts')).registerUser],
  ['audit', async () => (await import('./audit.ts')).registerAudit],
  ['read-models', async () => (await import('./read-models.ts')).registerReadModels],
  ['topics', async () => (await import('./topics.ts')).registerTopics],
  ['dead-letter', async () => (await import('./dead-letter.ts')).registerDeadLetter],
  ['watchdog', async () => (await import('./watchdog.ts')).registerWatchdog],
])

/** What a command line needs: its command alone, or all of them where it names none that there is. */
export async function commandsFor(word: string | undefined): Promise<readonly RegisterCommand[]> {
  const wanted = word === undefined ? undefined : COMMANDS.get(word)
  if (wanted !== undefined) return [await wanted()]
  return Promise.all([...new Set(COMMANDS.values())].map((load) => load()))
}
