/** The marked crash points, at some of which the process ends. */
import type { CrashPoint, CrashPoints } from '@oasis/ports'
import type { Faults } from '../faults.ts'
import type { Life } from '../process/life.ts'
import type { Trace } from '../trace.ts'

export function mortalCrashPoints(
  life: Life,
  faults: Faults,
  trace: Trace,
  onHit: (point: CrashPoint) => void,
): CrashPoints {
  return {
    pass: (point) => {
      if (life.dead) throw new Error('passed by a process that has ended')
      if (!life.fragile || !faults.strikes('process.crash-point')) return
      trace.note(life.name, `crashes at ${point}`)
      onHit(point)
      life.end(`crash point ${point}`)
      throw new Error(`simulated crash at ${point}`)
    },
  }
}
