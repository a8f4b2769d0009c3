/**
 * Commands as their owners read them. One that cannot be read is not passed over: it may have been meant to stop
 * something. So its owner does the safest that it could have asked for, answers it under a name that follows from where
 * it lies (it is done once, however often it is read), puts the record aside, and goes on: what stands behind it may be a
 * halt.
 */
import { type Command, type CommandAction, type CommandTarget, type UnixNanos, uuidV5 } from '@oasis/domain'
import type { UnusableRecord } from './topic-registry.ts'

export interface UnreadableCommand {
  readonly kind: 'UNREADABLE'
  readonly commandId: string
  /** Where it lies and what is wrong with it. */
  readonly reason: string
  readonly at: UnixNanos
}

export type ReadCommand = { readonly kind: 'COMMAND'; readonly command: Command } | UnreadableCommand

type CommandRecord = UnusableRecord & { readonly timestamp: UnixNanos }

/** `decode` throws where it cannot. */
export function readCommand(record: CommandRecord, decode: () => Command): ReadCommand {
  try {
    return { kind: 'COMMAND', command: decode() }
  } catch (error) {
    const { topic, partition, offset, timestamp } = record
    // With the time: offsets begin anew where a topic is made anew.
    const commandId = uuidV5(`unreadable|${topic}|${partition}|${offset}|${timestamp}`)
    const why = error instanceof Error ? error.message : String(error)
    const reason = `a command could not be read (${topic}, partition ${partition}, offset ${offset}): ${why}`
    return { kind: 'UNREADABLE', commandId, reason, at: timestamp }
  }
}

/** What is done instead of it. */
export const inPlaceOf = (
  { commandId, reason, at }: UnreadableCommand,
  target: CommandTarget,
  action: CommandAction,
  issuedBy: string,
): Command => ({ commandId, target, action, issuedBy, reason, issuedAt: at })
