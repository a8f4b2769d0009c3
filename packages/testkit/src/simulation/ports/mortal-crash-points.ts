/**
 * The marked crash points, at some of which the process ends. Those that an order passes once, or a command, weigh more
 * than those that every event passes: so that each is hit about as often as the others.
 */
import type { CrashPoint, CrashPoints } from '@oasis/ports'
import type { Faults } from '../faults.ts'
import type { Life } from '../process/life.ts'
import type { Trace } from '../trace.ts'

const WEIGHTS: Readonly<Record<CrashPoint, number>> = {
  'emission-committed': 0.8,
  'submit-order-sent': 0.5,
  decided: 6,
  'place-order-sent': 7,
  'order-committed': 10,
  'submitted-committed': 10,
  'request-sent': 10,
  'venue-answered': 10,
  'execution-committed': 7,
  published: 1.5,
  'order-event-consumed': 0.5,
  snapshot: 1.5,
  command: 10,
}

export function mortalCrashPoints(
  life: Life,
  faults: Faults,
  trace: Trace,
  onHit: (point: CrashPoint) => void,
): CrashPoints {
  return {
    pass: (point) => {
      if (life.dead) throw new Error('passed by a process that has ended')
      if (!life.fragile || !faults.strikes('process.crash-point', WEIGHTS[point])) return
      trace.note(life.name, `crashes at ${point}`)
      onHit(point)
      life.end(`crash point ${point}`)
      throw new Error(`simulated crash at ${point}`)
    },
  }
}
