import type { CommandEvent } from '@oasis/domain'
import type { ControlCenterStore } from '@oasis/ports'

/**
 * Why each was wanted, by its command: an answer tells what was done, in its owner's words. Those that were not asked for here have
 * none.
 */
export async function findReasons(
  store: Pick<ControlCenterStore, 'findCommand'>,
  answers: readonly CommandEvent[],
): Promise<ReadonlyMap<string, string>> {
  const asked = await Promise.all(answers.map(({ commandId }) => store.findCommand(commandId)))
  return new Map(
    asked.flatMap((record) => (record ? [[record.command.commandId, record.command.reason]] : [])),
  )
}
