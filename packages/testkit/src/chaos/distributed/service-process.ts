/**
 * `ots service <name>` as a process of a chaos run: the same composition, from the same environment, whose crash points
 * the driver can arm while it runs. Forked by the driver (`ServiceLink`), whose end is its end, too.
 */
import { exitCodeOf, runService, SERVICE_NAMES, untilSignal } from '@oasis/ots'
import type { CrashPoint, CrashPoints, Venue } from '@oasis/ports'
import { describeError } from '@oasis/runtime'
import { chaosStrategies } from '../trading/chaos-config.ts'
import { monotonicNow } from './monotonic-now.ts'
import { isServiceSabotage, sabotagedPorts } from './service-sabotages.ts'

/** What happens to a process that passes a point: it dies, or is held up for longer than it knows. */
export type AtPoint = 'SIGKILL' | 'SIGSTOP'

export type ToService =
  | {
      readonly kind: 'ARM'
      readonly point: CrashPoint
      /** At the n-th time from now. */
      readonly pass: number
      readonly signal: AtPoint
    }
  | { readonly kind: 'DISARM' }
/** All bytes of an order's request have left. */
export interface FromService {
  readonly kind: 'SENT'
  /** When this process was last asked for its leave to let some go, and gave it: by {@link monotonicNow}. */
  readonly letGoAt: number
}

type Armed = Omit<Extract<ToService, { kind: 'ARM' }>, 'kind'>

let armed: Armed | undefined

function pass(point: CrashPoint): void {
  if (armed?.point !== point) return
  const { pass: left, signal } = armed
  armed = left > 1 ? { ...armed, pass: left - 1 } : undefined
  if (left > 1) return
  process.kill(process.pid, signal)
  // Another thread may have taken the signal: nothing goes on here before it has come into effect.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SIGNAL_WITHIN_MS)
}

const SIGNAL_WITHIN_MS = 20

/** The order manager passes it when it has called the venue; only the client knows when the bytes are gone. */
const crashPoints: CrashPoints = {
  pass: (point) => {
    if (point !== 'request-sent') pass(point)
  },
}

/**
 * The client tells of a request when its bytes are gone. They go in the turn in which it has leave, and a process may be held
 * up before that is told: whether it still led is a question of when leave was given.
 */
let letGoAt = 0

const noting = (venue: Venue): Venue => ({
  ...venue,
  submit: (order, signal, veto) =>
    venue.submit(order, signal, () => {
      const reason = veto()
      if (reason === undefined) letGoAt = monotonicNow()
      return reason
    }),
})

function onSubmitSent(): void {
  process.send?.({ kind: 'SENT', letGoAt } satisfies FromService)
  pass('request-sent')
}

process.on('message', (message: ToService) => {
  armed = message.kind === 'ARM' ? message : undefined
})

const [, , wanted] = process.argv
const name = SERVICE_NAMES.find((each) => each === wanted)
const sabotage = process.env.CHAOS_SABOTAGE
if (name === undefined) throw new Error(`"${wanted}" is no service`)
try {
  await runService(name, {
    env: process.env,
    untilTold: untilSignal,
    exit: (code) => process.exit(code),
    interposed: {
      ...{ crashPoints, onSubmitSent, venue: noting, strategyTypes: chaosStrategies },
      ...(isServiceSabotage(sabotage) ? sabotagedPorts(sabotage, process.env) : {}),
    },
  })
  process.exit()
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`)
  process.exit(exitCodeOf(error))
}
