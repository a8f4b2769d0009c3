/**
 * The halt as this process knows it: in force in memory from the moment it is called, on disk by the latch, where others
 * may lead next by the shared latch as well, and in the account's row when the store can be written. Invariants: the
 * epoch never goes back; nothing but a resume that names the current epoch ends a halt; calling one waits for nobody.
 */
import type { ResumeReply } from '@oasis/contracts'
import type { ClientOrderId } from '@oasis/domain'
import {
  type AccountRow,
  type HaltLatch,
  type HaltRecord,
  type Logger,
  RpcError,
  type Scheduler,
} from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import { type HaltState, haltAtStart, type LatchReading, latchUpkeep } from './core/halt-rules.ts'
import { withDeadline } from './with-deadline.ts'

/** A disk, or a bus, that does not answer for so long counts as failed; what it does later is of no harm. */
const LATCH_TIMEOUT_MS = 5_000

export interface HaltOptions {
  /** Of this machine. */
  readonly latch: HaltLatch
  /** Read by whoever leads next, on whatever machine; only where another one may. */
  readonly sharedLatch?: HaltLatch
  readonly scheduler: Scheduler
  readonly logger: Logger
}

export interface ResumeWish {
  readonly haltEpoch: number
  readonly reason: string
  readonly by: string
}

/** Where a halt gets written down beside the account's row; each rejects where it could not be. */
export interface CalledHalt {
  readonly haltEpoch: number
  readonly latched: Promise<void>
  /** Undefined where no other machine leads. */
  readonly shared: Promise<void> | undefined
}

export class Halt {
  readonly #options: HaltOptions
  #state: HaltState
  /** What the latch says, or is to say, of the halt in force. */
  #record: HaltRecord | undefined
  #latching: Promise<unknown> = Promise.resolve()
  #sharing: Promise<unknown> = Promise.resolve()
  readonly #admitted = new Set<ClientOrderId>()

  private constructor(options: HaltOptions, state: HaltState, record: HaltRecord | undefined) {
    this.#options = options
    this.#state = state
    this.#record = record
  }

  static async open(options: HaltOptions, row: AccountRow): Promise<Halt> {
    const latch = await readLatch(options)
    const shared = await readSharedLatch(options)
    const state = haltAtStart(row, latch, shared)
    const record = await keepUpLatch(options, row, latch, state)
    if (state.halted) options.logger.warn({ haltEpoch: state.haltEpoch }, 'started halted')
    return new Halt(options, state, record)
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

  /** In force when this returns. */
  call(reason: string): CalledHalt {
    const { latch, sharedLatch, scheduler } = this.#options
    const haltEpoch = this.#state.haltEpoch + 1
    this.#state = { halted: true, haltEpoch }
    this.#admitted.clear()
    const record = { haltEpoch, reason, at: scheduler.now() }
    this.#record = record
    const latched = this.#latchTurn(() => latch.set(record))
    const shared = sharedLatch && this.#sharedTurn(() => sharedLatch.set(record))
    // Behind the latch's own turn: who reads the latch must know whether others have heard of it.
    shared?.then(
      () => this.#noteShared(haltEpoch),
      () => {},
    )
    return { haltEpoch, latched, shared }
  }

  /** Within the writer's turn. */
  async writeRow(writer: AccountWriter): Promise<void> {
    const { halted, haltEpoch } = this.#state
    const { account } = writer.state
    if (account.halted !== halted || account.haltEpoch !== haltEpoch) {
      await writer.commit({ bodies: [], orders: [], account: { halted, haltEpoch } })
    }
    if (halted) this.#noteShared(haltEpoch)
  }

  /**
   * Latch, row, memory: whatever fails or crashes on the way leaves a halt, since the row has it before the latch goes. A
   * resume that waited until its caller had gone away does nothing.
   */
  resume(wish: ResumeWish, writer: AccountWriter, signal: AbortSignal): Promise<ResumeReply> {
    return writer.run(async () => {
      if (signal.aborted) throw new RpcError('CANCELLED', 'the resume came too late: its caller has gone')
      const { halted, haltEpoch } = this.#state
      if (haltEpoch !== wish.haltEpoch) return this.#notResumed('another halt is in force, or was last')
      if (!halted) return { resumed: true, haltEpoch, message: 'not halted any more' }
      await this.writeRow(writer)
      const failure = await this.#unlatch(haltEpoch)
      if (failure !== undefined) return this.#notResumed(failure)
      await writer.commit({ bodies: [], orders: [], account: { halted: false, haltEpoch } })
      if (this.#state.haltEpoch !== haltEpoch) return this.#notResumed('another halt was called meanwhile')
      return this.#resumed(wish)
    })
  }

  #resumed({ haltEpoch, reason, by }: ResumeWish): ResumeReply {
    const { sharedLatch, logger } = this.#options
    this.#state = { halted: false, haltEpoch }
    this.#admitted.clear()
    logger.warn({ haltEpoch, reason, by }, 'resumed')
    if (sharedLatch !== undefined) {
      // Not waited for: the row says that it is over, and whoever leads next believes the row in this.
      this.#sharedTurn(() => this.#unlessHaltedAgain(haltEpoch, sharedLatch)).catch((error) => {
        logger.warn({ err: error, haltEpoch }, 'the end of a halt could not be told; the store has it')
      })
    }
    return { resumed: true, haltEpoch, message: `halt ${haltEpoch} is over` }
  }

  /** Why it could not be. */
  async #unlatch(haltEpoch: number): Promise<string | undefined> {
    const { latch, logger } = this.#options
    try {
      await this.#latchTurn(async () => {
        await this.#unlessHaltedAgain(haltEpoch, latch)
        if (this.#record?.haltEpoch === haltEpoch) this.#record = undefined
      })
    } catch (error) {
      logger.error({ err: error }, 'the halt latch could not be cleared')
      return 'the halt latch could not be cleared; resume again'
    }
    return this.#state.haltEpoch === haltEpoch ? undefined : 'another halt was called meanwhile'
  }

  /** Called again meanwhile: that halt's latch stays. */
  async #unlessHaltedAgain(haltEpoch: number, latch: HaltLatch): Promise<void> {
    if (this.#state.haltEpoch === haltEpoch) await latch.clear()
  }

  /** Others know of the halt: should one of them lead and end it, this machine's latch must not halt again. */
  #noteShared(haltEpoch: number): void {
    const { latch, logger } = this.#options
    const note = async (): Promise<void> => {
      const record = this.#record
      if (record?.haltEpoch !== haltEpoch || record.shared) return
      await latch.set({ ...record, shared: true })
      this.#record = { ...record, shared: true }
    }
    this.#latchTurn(note).catch((error) => {
      logger.warn({ err: error, haltEpoch }, 'the halt latch could not be told that others know of the halt')
    })
  }

  #notResumed(why: string): ResumeReply {
    const { halted, haltEpoch } = this.#state
    const now = halted ? `halted in epoch ${haltEpoch}` : `not halted, epoch ${haltEpoch}`
    return { resumed: false, haltEpoch, message: `${why} (${now})` }
  }

  /** One after the other, so that a clear never removes a later set. */
  #latchTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#latching.then(() => this.#inTime(act))
    this.#latching = turn.catch(() => {})
    return turn
  }

  #sharedTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#sharing.then(() => this.#inTime(act))
    this.#sharing = turn.catch(() => {})
    return turn
  }

  #inTime(act: () => Promise<void>): Promise<void> {
    return withDeadline(this.#options.scheduler, LATCH_TIMEOUT_MS, act)
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

/** Whoever opened it has waited until it could be reached. */
async function readSharedLatch({ sharedLatch, logger }: HaltOptions): Promise<LatchReading> {
  try {
    const record = await sharedLatch?.read()
    return record === undefined ? { kind: 'ABSENT' } : { kind: 'SET', record }
  } catch (error) {
    logger.error({ err: error }, 'what the last leader told of a halt cannot be read')
    return { kind: 'UNREADABLE' }
  }
}

/**
 * Before the row, whose number alone would be raised again. Where it cannot be written, the next start tries again.
 * Resolves with what the latch says of the halt in force.
 */
async function keepUpLatch(
  { latch, logger, scheduler }: HaltOptions,
  row: AccountRow,
  reading: LatchReading,
  state: HaltState,
): Promise<HaltRecord | undefined> {
  const upkeep = latchUpkeep(row, reading, state, scheduler.now())
  if (upkeep.kind === 'KEEP') return reading.kind === 'SET' ? reading.record : undefined
  const { haltEpoch } = state
  try {
    await withDeadline(scheduler, LATCH_TIMEOUT_MS, () =>
      upkeep.kind === 'SET' ? latch.set(upkeep.record) : latch.clear(),
    )
    if (upkeep.kind === 'CLEAR')
      logger.info({ haltEpoch }, 'a halt latch whose halt was ended elsewhere is gone')
  } catch (error) {
    const what =
      upkeep.kind === 'SET'
        ? 'the halt latch could not be numbered: a restart gives another'
        : 'a halt latch whose halt was ended elsewhere could not be cleared: the next start tries again'
    logger.error({ err: error, haltEpoch }, what)
  }
  return upkeep.kind === 'SET' ? upkeep.record : undefined
}
