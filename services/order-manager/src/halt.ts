/**
 * The halt as this process knows it: in force in memory from the moment it is called, on disk by the latch, and in the
 * account's row when the store can be written. Invariants: the epoch never goes back; nothing but a resume that names
 * the current epoch ends a halt; calling one waits for nobody.
 */
import type { ResumeReply } from '@oasis/contracts'
import type { ClientOrderId } from '@oasis/domain'
import { type AccountRow, type HaltLatch, type Logger, RpcError, type Scheduler } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import { type HaltState, haltAtStart, type LatchReading, numberedLatch } from './core/halt-rules.ts'
import { withDeadline } from './with-deadline.ts'

/** A disk that does not answer for so long counts as failed; what it does later is of no harm. */
const LATCH_TIMEOUT_MS = 5_000

export interface HaltOptions {
  readonly latch: HaltLatch
  readonly scheduler: Scheduler
  readonly logger: Logger
}

export interface ResumeWish {
  readonly haltEpoch: number
  readonly reason: string
  readonly by: string
}

export class Halt {
  readonly #options: HaltOptions
  #state: HaltState
  #latching: Promise<unknown> = Promise.resolve()
  readonly #admitted = new Set<ClientOrderId>()

  private constructor(options: HaltOptions, state: HaltState) {
    this.#options = options
    this.#state = state
  }

  static async open(options: HaltOptions, row: AccountRow): Promise<Halt> {
    const latch = await readLatch(options)
    const state = haltAtStart(row, latch)
    await numberLatch(options, latch, state)
    if (state.halted) options.logger.warn({ haltEpoch: state.haltEpoch }, 'started halted')
    return new Halt(options, state)
  }

  get state(): HaltState {
    return this.#state
  }

  /** A reduction sent under the halt in force: not to be cancelled by it. */
  isAdmitted(id: ClientOrderId): boolean {
    return this.#admitted.has(id)
  }

  admit(id: ClientOrderId): void {
    if (this.#state.halted) this.#admitted.add(id)
  }

  /** In force when this returns. `latched` resolves when the latch is on disk, and rejects when it could not be set. */
  call(reason: string): { readonly haltEpoch: number; readonly latched: Promise<void> } {
    const { latch, scheduler } = this.#options
    const haltEpoch = this.#state.haltEpoch + 1
    this.#state = { halted: true, haltEpoch }
    this.#admitted.clear()
    const record = { haltEpoch, reason, at: scheduler.now() }
    return { haltEpoch, latched: this.#latchTurn(() => latch.set(record)) }
  }

  /** Within the writer's turn. */
  async writeRow(writer: AccountWriter): Promise<void> {
    const { halted, haltEpoch } = this.#state
    const { account } = writer.state
    if (account.halted === halted && account.haltEpoch === haltEpoch) return
    await writer.commit({ bodies: [], orders: [], account: { halted, haltEpoch } })
  }

  /**
   * Row, latch, memory: whatever fails or crashes on the way leaves a halt. A resume that waited until its caller had
   * gone away does nothing.
   */
  resume(wish: ResumeWish, writer: AccountWriter, signal: AbortSignal): Promise<ResumeReply> {
    return writer.run(async () => {
      if (signal.aborted) throw new RpcError('CANCELLED', 'the resume came too late: its caller has gone')
      const { halted, haltEpoch } = this.#state
      if (haltEpoch !== wish.haltEpoch) return this.#notResumed('another halt is in force, or was last')
      if (!halted) return { resumed: true, haltEpoch, message: 'not halted any more' }
      await writer.commit({ bodies: [], orders: [], account: { halted: false, haltEpoch } })
      const reply = await this.#unlatch(wish)
      // The latch may go all the same, later or by what only looked like a failure: then the row has to say it.
      if (!reply.resumed) await this.writeRow(writer)
      return reply
    })
  }

  async #unlatch({ haltEpoch, reason, by }: ResumeWish): Promise<ResumeReply> {
    const { latch, logger } = this.#options
    try {
      await this.#latchTurn(async () => {
        // Called again meanwhile: that halt's latch stays.
        if (this.#state.haltEpoch === haltEpoch) await latch.clear()
      })
    } catch (error) {
      logger.error({ err: error }, 'the halt latch could not be cleared')
      return this.#notResumed('the halt latch could not be cleared; resume again')
    }
    if (this.#state.haltEpoch !== haltEpoch) return this.#notResumed('another halt was called meanwhile')
    this.#state = { halted: false, haltEpoch }
    this.#admitted.clear()
    logger.warn({ haltEpoch, reason, by }, 'resumed')
    return { resumed: true, haltEpoch, message: `halt ${haltEpoch} is over` }
  }

  #notResumed(why: string): ResumeReply {
    const { halted, haltEpoch } = this.#state
    const now = halted ? `halted in epoch ${haltEpoch}` : `not halted, epoch ${haltEpoch}`
    return { resumed: false, haltEpoch, message: `${why} (${now})` }
  }

  /** One after the other, so that a clear never removes a later set. */
  #latchTurn(act: () => Promise<void>): Promise<void> {
    const { scheduler } = this.#options
    const turn = this.#latching.then(() => withDeadline(scheduler, LATCH_TIMEOUT_MS, act))
    this.#latching = turn.catch(() => {})
    return turn
  }
}

async function readLatch({ latch, logger, scheduler }: HaltOptions): Promise<LatchReading> {
  try {
    const record = await withDeadline(scheduler, LATCH_TIMEOUT_MS, () => latch.read())
    return record === undefined ? { kind: 'ABSENT' } : { kind: 'SET', record }
  } catch (error) {
    logger.error({ err: error }, 'the halt latch is there and cannot be read')
    return { kind: 'UNREADABLE' }
  }
}

/** Before the row, whose number alone would be raised again. Where it cannot be written, the next start tries again. */
async function numberLatch(options: HaltOptions, reading: LatchReading, state: HaltState): Promise<void> {
  const { latch, logger, scheduler } = options
  const record = numberedLatch(reading, state, scheduler.now())
  if (record === undefined) return
  try {
    await withDeadline(scheduler, LATCH_TIMEOUT_MS, () => latch.set(record))
  } catch (error) {
    const { haltEpoch } = record
    logger.error({ err: error, haltEpoch }, 'the halt latch could not be numbered: a restart gives another')
  }
}
