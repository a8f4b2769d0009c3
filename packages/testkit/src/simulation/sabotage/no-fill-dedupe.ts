import type { ExecutionId } from '@oasis/domain'
import type { VenueExecution } from '@oasis/ports'
import type { Sabotage } from './sabotage.ts'

/** A fill that the stream tells of again, or after a look has found it, looks like another one. */
export const noFillDedupe: Sabotage = {
  venue: (venue) => {
    const seen = new Map<ExecutionId, number>()
    const note = ({ executionId }: VenueExecution): number => {
      const times = seen.get(executionId) ?? 0
      seen.set(executionId, times + 1)
      return times
    }
    const asNew = (execution: VenueExecution): VenueExecution => {
      const times = note(execution)
      if (times === 0) return execution
      return { ...execution, executionId: `${execution.executionId}#${times}` as ExecutionId }
    }
    return {
      ...venue,
      start: (onEvent) =>
        venue.start((event) =>
          onEvent(event.kind === 'EXECUTION' ? { ...event, execution: asNew(event.execution) } : event),
        ),
      executionsSince: async (since, signal) => {
        const executions = await venue.executionsSince(since, signal)
        for (const execution of executions) note(execution)
        return executions
      },
    }
  },
}
