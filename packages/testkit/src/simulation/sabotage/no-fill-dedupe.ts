import type { ExecutionId } from '@oasis/domain'
import type { VenueExecution } from '@oasis/ports'
import type { Sabotage } from './sabotage.ts'

/** The same fill seen again looks like another one. */
export const noFillDedupe: Sabotage = {
  venue: (venue) => {
    const seen = new Map<ExecutionId, number>()
    const asNew = (execution: VenueExecution): VenueExecution => {
      const times = seen.get(execution.executionId) ?? 0
      seen.set(execution.executionId, times + 1)
      if (times === 0) return execution
      return { ...execution, executionId: `${execution.executionId}#${times}` as ExecutionId }
    }
    return {
      ...venue,
      start: (onEvent) =>
        venue.start((event) =>
          onEvent(event.kind === 'EXECUTION' ? { ...event, execution: asNew(event.execution) } : event),
        ),
      executionsSince: async (since, signal) => (await venue.executionsSince(since, signal)).map(asNew),
    }
  },
}
