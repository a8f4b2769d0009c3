/**
 * Watches the order manager's heartbeat and, while it is overdue, keeps the venue free of open orders. It never
 * cancels on a fresh beat: the heartbeat is looked at again before every cancel. It gives up on nothing: a venue that
 * cannot be reached is tried again until it is, or until the beat is back.
 */
import { ageOf, type BeatWatch, beginWatch, isOverdue, look, type WatchRules } from './beat-watch.ts'

/** The venue, as far as cancelling everything needs it. */
export interface OpenOrders {
  /** Ids of the venue's. */
  list(signal: AbortSignal): Promise<readonly string[]>
  /** Asks for it; only a later list says what became of it. */
  cancel(ids: readonly string[], signal: AbortSignal): Promise<void>
}

export type WatchdogReport =
  | { readonly kind: 'WATCHING' }
  | { readonly kind: 'BEATING' }
  | { readonly kind: 'OVERDUE'; readonly ageMs: number }
  | { readonly kind: 'CANCELLING'; readonly orders: readonly string[] }
  | { readonly kind: 'NOTHING_OPEN'; readonly cancelled: number }
  | { readonly kind: 'VENUE_FAILED'; readonly error: string }

export interface WatchdogPorts {
  readonly readBeat: () => string | undefined
  readonly orders: OpenOrders
  /** Monotonic milliseconds. */
  readonly monotonicMs: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly report: (report: WatchdogReport) => void
}

/** Between two looks at the heartbeat. */
const POLL_MS = 250
/** Two looks at the venue that show nothing open are needed: one may be older than the last order. */
const CLEAN_LOOKS = 2
const BETWEEN_LOOKS_MS = 1_000
/** Of a venue that is clean while the heartbeat is overdue: a late order may still appear. */
const RECHECK_MS = 5_000
const RETRY_MS = 500
const MAX_RETRY_MS = 5_000
const CALL_TIMEOUT_MS = 10_000

/** Resolves when `signal` is aborted. */
export async function watch(
  ports: WatchdogPorts,
  { limitMs }: { readonly limitMs: number },
  signal: AbortSignal,
): Promise<void> {
  const heart = new Heart(ports, {
    limitMs,
    sleptMs: Math.min(limitMs / 2, 8 * POLL_MS),
    confirmMs: Math.min(limitMs, 3_000),
  })
  ports.report({ kind: 'WATCHING' })
  let cleaning: Promise<void> | undefined
  let beating = false
  while (!signal.aborted) {
    // Looked at all the time, whatever the venue keeps waiting: or a beat that is back would be missed.
    if (!heart.isOverdue()) {
      if (!beating && heart.hasBeaten) ports.report({ kind: 'BEATING' })
      beating ||= heart.hasBeaten
    } else if (cleaning === undefined) {
      beating = false
      heart.forget()
      ports.report({ kind: 'OVERDUE', ageMs: heart.ageMs })
      cleaning = keepClean(ports, heart, signal).finally(() => {
        cleaning = undefined
      })
    }
    await ports.sleep(POLL_MS, signal)
  }
  await cleaning
}

class Heart {
  readonly #ports: WatchdogPorts
  readonly #rules: WatchRules
  #known: string | undefined
  #watch: BeatWatch

  constructor(ports: WatchdogPorts, rules: WatchRules) {
    this.#ports = ports
    this.#rules = rules
    this.#known = ports.readBeat()
    this.#watch = beginWatch(this.#known, ports.monotonicMs())
  }

  get ageMs(): number {
    return ageOf(this.#watch)
  }

  /** Since the watch began, or since it was overdue. */
  get hasBeaten(): boolean {
    return this.#watch.beat !== this.#known
  }

  forget(): void {
    this.#known = this.#watch.beat
  }

  /** Looks. */
  isOverdue(): boolean {
    const { readBeat, monotonicMs } = this.#ports
    this.#watch = look(this.#watch, readBeat(), monotonicMs(), this.#rules)
    return isOverdue(this.#watch, this.#rules)
  }
}

/** Until the beat is back: cancels whatever is open, looks twice, and goes on looking for what comes late. */
async function keepClean(ports: WatchdogPorts, heart: Heart, signal: AbortSignal): Promise<void> {
  const cancelled = new Set<string>()
  let told = ''
  let clean = 0
  let failures = 0
  while (!signal.aborted && heart.isOverdue()) {
    let waitMs = BETWEEN_LOOKS_MS
    try {
      const open = await ports.orders.list(deadline(signal))
      failures = 0
      clean = open.length === 0 ? clean + 1 : 0
      if (clean === CLEAN_LOOKS) ports.report({ kind: 'NOTHING_OPEN', cancelled: cancelled.size })
      if (clean >= CLEAN_LOOKS) waitMs = RECHECK_MS
      // The look took its time, in which the beat may have come back.
      if (open.length > 0 && heart.isOverdue()) {
        if (told !== open.join()) ports.report({ kind: 'CANCELLING', orders: open })
        told = open.join()
        for (const id of open) cancelled.add(id)
        await ports.orders.cancel(open, deadline(signal))
      }
    } catch (error) {
      if (signal.aborted) return
      clean = 0
      ports.report({ kind: 'VENUE_FAILED', error: messageOf(error) })
      waitMs = Math.min(RETRY_MS * 2 ** failures++, MAX_RETRY_MS)
    }
    await waitWhileOverdue(ports, heart, waitMs, signal)
  }
}

async function waitWhileOverdue(
  { sleep }: WatchdogPorts,
  heart: Heart,
  waitMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (let waited = 0; waited < waitMs && !signal.aborted && heart.isOverdue(); waited += POLL_MS) {
    await sleep(Math.min(POLL_MS, waitMs - waited), signal)
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const deadline = (signal: AbortSignal): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(CALL_TIMEOUT_MS)])
