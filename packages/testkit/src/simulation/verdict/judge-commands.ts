/** Every command has one outcome, and what was halted is halted. */
import { topics } from '@oasis/contracts'
import type { World } from '../world/world.ts'

export function judgeCommands(world: World): string[] {
  const { spec, codec } = topics.commandEvents
  const outcomes = new Map<string, Set<string>>()
  for (const { value } of world.broker.partitions(spec.name).flatMap(({ records }) => records)) {
    if (value === undefined) continue
    const { commandId, outcome, reason } = codec.decode(value)
    outcomes.set(commandId, (outcomes.get(commandId) ?? new Set()).add(`${outcome} (${reason})`))
  }
  return world.operator.issued.flatMap(({ commandId, action }) => {
    const told = outcomes.get(commandId)
    if (told === undefined) return [`command ${action.kind} ${commandId} has no answer`]
    return told.size === 1 ? [] : [`command ${action.kind} ${commandId} is ${[...told].join(' and ')}`]
  })
}
