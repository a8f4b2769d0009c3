/**
 * Where a halt is kept by the time it is answered, and what has to be said of it: it is in force in memory in any case,
 * and a person must know whether it outlives this process, this machine, or neither.
 */
import type { Logger, Scheduler } from '@oasis/ports'
import type { CalledHalt } from './halt.ts'
import { settlesWithin } from './with-deadline.ts'

export interface HaltKeeping {
  /** Whoever leads next begins halted. */
  readonly recorded: boolean
  readonly warning: string | undefined
}

/** Each rejects where it could not be written. */
type Places = Pick<CalledHalt, 'latched' | 'shared'> & {
  /** The account's. */
  readonly row: Promise<void>
}

interface KeepingPorts {
  readonly scheduler: Scheduler
  readonly logger: Logger
}

/** After at most `timeoutMs`; what is written later is told to nobody. */
export async function keptOf(
  { latched, shared, row }: Places,
  { scheduler, logger }: KeepingPorts,
  timeoutMs: number,
): Promise<HaltKeeping> {
  const latch = watched(latched, (error) => logger.error({ err: error }, 'the halt latch could not be set'))
  const everywhere = [watched(row)]
  if (shared === undefined) everywhere.push(latch)
  else {
    const failed = (error: unknown) => logger.error({ err: error }, 'the halt could not be told to the bus')
    everywhere.push(watched(shared, failed))
  }
  const anywhere = Promise.any(everywhere.map(({ done }) => done))
  await settlesWithin(scheduler, timeoutMs, Promise.allSettled([anywhere, latch.done]))
  const recorded = everywhere.some(({ state }) => state() === 'KEPT')
  return { recorded, warning: warningOf(recorded, latch.state(), shared !== undefined) }
}

type State = 'PENDING' | 'KEPT' | 'FAILED'

interface Watched {
  readonly done: Promise<void>
  readonly state: () => State
}

function watched(work: Promise<void>, onFailure: (error: unknown) => void = () => {}): Watched {
  let state: State = 'PENDING'
  work.then(
    () => {
      state = 'KEPT'
    },
    (error) => {
      state = 'FAILED'
      onFailure(error)
    },
  )
  return { done: work, state: () => state }
}

function warningOf(recorded: boolean, latch: State, othersMayLead: boolean): string | undefined {
  if (othersMayLead) {
    if (recorded) return undefined
    return latch === 'KEPT'
      ? 'neither the store nor the bus has taken the halt: an order manager on another machine that leads next does not know of it'
      : 'neither the store nor the bus nor the halt latch has taken the halt: it holds in this process alone'
  }
  switch (latch) {
    case 'KEPT':
      return undefined
    case 'PENDING':
      return 'the halt latch is not on disk yet'
    case 'FAILED':
      return 'the halt latch could not be set: halted until this process ends, and after it if the store has it'
  }
}
