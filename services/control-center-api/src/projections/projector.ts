/**
 * Follows the topics and writes the read models. Rows and the positions that they came from are one transaction, and writes
 * are one after the other, so that a restart goes on exactly where the last write ended. While the store does not take a
 * write the same batch is tried again, and the read models stand still: nothing else of the system waits for them.
 */
import { deadLetterRecord, topics } from '@oasis/contracts'
import type { Order, Portfolio } from '@oasis/domain'
import type {
  Bus,
  BusRecord,
  CommandChange,
  HistoryHole,
  JournalEntry,
  Logger,
  ReadModelStore,
  Scheduler,
} from '@oasis/ports'
import { type Consumer, consume, consumedAs, type Metrics, TransientError } from '@oasis/runtime'
import type { OrderSource } from './order-source.ts'
import { holesIn, type Projected, type ProjectionState, project, projectionState } from './project.ts'

export interface ProjectorOptions {
  readonly bus: Bus
  readonly store: ReadModelStore
  /** The order manager's, for what the topic does not have any more. */
  readonly orders: OrderSource
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  /** Told in the order of writing, after each. */
  readonly onWritten?: (entries: readonly JournalEntry[], upTo: number) => void
  /** After the write of a batch before which order events are missing, for good. */
  readonly onHole?: () => void
  /** Told of each account's newest, likewise. */
  readonly onPortfolio?: (portfolio: Portfolio) => void
  /** The topics are not followed any more. */
  readonly onFailed?: (error: unknown) => void
}

const GROUP = 'control-center-api/read-models'
const MAX_BATCH = 500

export class Projector {
  readonly #options: ProjectorOptions
  readonly #batches = new Map<string, Projected[]>()
  #state: ProjectionState | undefined
  #epoch = ''
  #consumer: Consumer | undefined
  #tail: Promise<unknown> = Promise.resolve()
  #failure: unknown

  constructor(options: ProjectorOptions) {
    this.#options = options
  }

  /** Why the topics are not followed any more. */
  get failure(): unknown {
    return this.#failure
  }

  /** Names this read model: a number of another one says nothing here. */
  get epoch(): string {
    return this.#epoch
  }

  /** Of the last write. */
  get lastSeq(): number {
    return this.#state?.lastSeq ?? 0
  }

  /** Records that are not in the read models yet, as far as is known here. */
  get left(): number {
    return this.#consumer?.lag() ?? 0
  }

  /** All that was in the topics at the start is in the read models. */
  get caughtUp(): Promise<void> {
    return this.#consumer?.caughtUp ?? Promise.resolve()
  }

  async start(): Promise<void> {
    const { bus, store, scheduler, logger, metrics } = this.#options
    const loaded = await store.load()
    this.#state = projectionState(loaded)
    this.#epoch = loaded.epoch
    this.#consumer = await consume<Projected>({
      ...{ bus, scheduler, logger, metrics },
      group: GROUP,
      topics: PROJECTED_TOPICS,
      startAt: 'earliest',
      commit: 'own',
      positions: loaded.positions,
      maxBatch: MAX_BATCH,
      onEvent: (event, record) => this.#collect(event, record),
      onBatchEnd: (last) => this.#endBatch(last),
      deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
      onFatal: (error) => {
        this.#failure = error
        logger.error({ err: error }, 'read models are not kept up any more')
        this.#options.onFailed?.(error)
      },
    })
    if (loaded.isRebuilding) this.#consumer.caughtUp.then(() => this.#endRebuild()).catch(() => {})
  }

  async stop(): Promise<void> {
    await this.#consumer?.close()
    await this.#tail
  }

  /** What the API itself has to tell: a command that changed. Resolves once it is written. */
  note(change: CommandChange): Promise<void> {
    return this.#inOrder(async () => {
      const state = this.#started()
      const numbered = { seq: state.lastSeq + 1, value: change }
      await this.#options.store.commit({ commandChanges: [numbered] })
      this.#written({ ...state, lastSeq: numbered.seq }, [{ kind: 'COMMAND', ...numbered }])
    })
  }

  /** Where it cannot be written, the next start goes on with the rebuild, and finds nothing left to do. */
  #endRebuild(): Promise<void> {
    return this.#inOrder(() => this.#options.store.commit({ rebuilt: true }))
  }

  #collect(event: Projected, record: BusRecord): void {
    const key = partitionOf(record)
    const batch = this.#batches.get(key)
    if (batch === undefined) this.#batches.set(key, [event])
    else batch.push(event)
  }

  async #endBatch(last: BusRecord): Promise<void> {
    const key = partitionOf(last)
    const batch = this.#batches.get(key) ?? []
    await this.#inOrder(() => this.#write(batch, last))
    this.#batches.delete(key)
  }

  async #write(batch: readonly Projected[], { topic, partition, offset }: BusRecord): Promise<void> {
    const { store, scheduler } = this.#options
    const state = this.#started()
    const holes = holesIn(state, batch)
    const refetched = holes.length === 0 ? [] : await this.#refetch(holes)
    const position = { topic, partition, offset: offset + 1 }
    const { write, state: next, entries } = project(state, batch, position, scheduler.now())
    // What the order manager says now is newer than what is in the batch, or the same: the higher version stays.
    const orders = refetched.map((value, i) => ({ seq: next.lastSeq + i + 1, value }))
    await this.#committing(() =>
      store.commit({ ...write, orders: [...(write.orders ?? []), ...orders], holes }),
    )
    this.#written({ ...next, lastSeq: next.lastSeq + orders.length }, entries)
    if (holes.length > 0) this.#options.onHole?.()
    for (const { kind, value } of batch) if (kind === 'PORTFOLIO') this.#options.onPortfolio?.(value)
  }

  /**
   * Orders as the order manager has them: those that are open, and those that were open here when the hole began. Their
   * events in between are gone; the hole is kept, and shown. Without an answer the batch waits.
   */
  async #refetch(holes: readonly HistoryHole[]): Promise<readonly Order[]> {
    const { orders, store, logger } = this.#options
    const found = new Map<string, Order>()
    for (const accountId of new Set(holes.map((hole) => hole.accountId))) {
      logger.error({ accountId, holes }, 'order events are missing from the topic; asking the order manager')
      try {
        for (const order of await orders.openOrders(accountId)) found.set(order.clientOrderId, order)
        for (const { clientOrderId } of await store.openOrders(accountId)) {
          const order = found.get(clientOrderId) ?? (await orders.findByClientOrderId(clientOrderId))
          if (order !== undefined) found.set(clientOrderId, order)
        }
      } catch (cause) {
        const what = `order events of ${accountId} are missing, and the order manager does not answer`
        throw new TransientError(what, { cause })
      }
    }
    return [...found.values()]
  }

  async #committing(commit: () => Promise<void>): Promise<void> {
    try {
      await commit()
    } catch (cause) {
      throw new TransientError('read models could not be written', { cause })
    }
  }

  #written(state: ProjectionState, entries: readonly JournalEntry[]): void {
    this.#state = state
    this.#options.onWritten?.(entries, state.lastSeq)
  }

  #started(): ProjectionState {
    if (this.#state === undefined) throw new Error('the projector was not started')
    return this.#state
  }

  #inOrder(work: () => Promise<void>): Promise<void> {
    const done = this.#tail.then(work)
    this.#tail = done.catch(() => {})
    return done
  }
}

const partitionOf = ({ topic, partition }: BusRecord): string => `${topic}/${partition}`

const PROJECTED_TOPICS = [
  consumedAs(topics.signals, (value): Projected => ({ kind: 'SIGNAL', value })),
  consumedAs(topics.riskDecisions, (value): Projected => ({ kind: 'DECISION', value })),
  consumedAs(topics.orderEvents, (value): Projected => ({ kind: 'ACCOUNT', value })),
  consumedAs(topics.portfolioSnapshots, (value): Projected => ({ kind: 'PORTFOLIO', value })),
  consumedAs(topics.feedStatus, (value): Projected => ({ kind: 'FEED', value })),
  consumedAs(topics.commandEvents, (value): Projected => ({ kind: 'CONTROL', value })),
]
