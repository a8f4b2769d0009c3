/**
 * Throws the read models away and makes them again from what the topics still have. Nobody else may write them meanwhile.
 * Wherever it is interrupted, what was written stays, with the positions that it came from: the next rebuild goes on there,
 * and so does a system that is started instead.
 */
import { topics } from '@oasis/contracts'
import type { AccountEvent } from '@oasis/domain'
import type { Bus, Ids, Logger, ReadModelStore, Scheduler } from '@oasis/ports'
import { consumedAs, type Metrics, OtsError } from '@oasis/runtime'
import type { OrderSource } from './order-source.ts'
import { Projector } from './projector.ts'

export interface RebuildPorts {
  readonly bus: Bus
  readonly store: ReadModelStore
  readonly orders: OrderSource
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly ids: Ids
}

export interface RebuildOptions {
  /** Begins anew where an earlier rebuild was interrupted, too. */
  readonly fromScratch?: boolean
  /** Also where the topics do not reach back as far as the read models do: what was before is lost then. */
  readonly forget?: boolean
  /** Told about once a second. */
  readonly onProgress?: (progress: RebuildProgress) => void
  /** Interrupts it; it rejects with the reason. */
  readonly signal?: AbortSignal
}

export interface RebuildProgress {
  /** Written so far, all kinds together. */
  readonly rows: number
  /** Records of the topics that are still to be read. */
  readonly left: number
}

export interface ReadModelRebuild {
  /** What is there now, all kinds together. */
  readonly rows: number
  /** Spans of order events that the topics do not have any more. */
  readonly holes: number
  /** It went on with one that was interrupted. */
  readonly resumed: boolean
}

const PROGRESS_EVERY_MS = 1_000

/** Resolves when all that was in the topics at the beginning is in the read models. */
export async function rebuildReadModels(
  { ids, ...ports }: RebuildPorts,
  { fromScratch = false, forget = false, onProgress = () => {}, signal }: RebuildOptions = {},
): Promise<ReadModelRebuild> {
  const { store, scheduler } = ports
  const resumed = !fromScratch && (await store.load()).isRebuilding
  if (!resumed) {
    if (!forget) await mustReachBack(ports)
    await store.clear(ids.uuid())
  }
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  signal?.addEventListener('abort', () => failed.reject(signal.reason))
  signal?.throwIfAborted()
  const projector = new Projector({ ...ports, onFailed: failed.reject })
  await projector.start()
  const tell = () => {
    onProgress({ rows: projector.lastSeq, left: projector.left })
    timer = scheduler.after(PROGRESS_EVERY_MS, tell)
  }
  let timer = scheduler.after(PROGRESS_EVERY_MS, tell)
  try {
    await Promise.race([projector.caughtUp, failed.promise])
  } finally {
    timer.cancel()
    await projector.stop()
  }
  await store.commit({ rebuilt: true })
  return { rows: projector.lastSeq, holes: (await store.holes()).length, resumed }
}

/** Throws where read models have order events that the topic has dropped. */
async function mustReachBack(ports: Omit<RebuildPorts, 'ids'>): Promise<void> {
  const { store } = ports
  const { accountSeqs } = await store.load()
  if (accountSeqs.size === 0) return
  const first = await firstOrderEvent(ports)
  const missing = (await store.holes()).find((hole) => hole.from === 1 && hole.accountId === first?.accountId)
  const known = (missing?.to ?? 0) + 1
  if (first !== undefined && first.accountSeq <= known) return
  const kept = first === undefined ? 'has none any more' : `begins with number ${first.accountSeq}`
  throw new OtsError(
    'OTS_HISTORY_INCOMPLETE',
    `the read models know order events from number ${known} on, and their topic ${kept}`,
    {
      hint: 'Orders from before would be gone for good. With --forget they are; keep a copy of the read models.',
    },
  )
}

async function firstOrderEvent({ bus }: Pick<RebuildPorts, 'bus'>): Promise<AccountEvent | undefined> {
  const { spec, read } = consumedAs(topics.orderEvents, (event) => event)
  const found = Promise.withResolvers<AccountEvent | undefined>()
  const subscription = await bus.subscribe({
    group: 'control-center-api/first-order-event',
    assignment: 'ALL',
    topics: [spec.name],
    startAt: 'earliest',
    maxBatch: 1,
    onBatch: ([record]) => {
      if (record?.value !== undefined) found.resolve(read(record, record.value))
    },
  })
  try {
    return await Promise.race([
      found.promise,
      subscription.caughtUp.then(() => undefined),
      subscription.failed.then((cause) => Promise.reject(cause)),
    ])
  } finally {
    await subscription.close()
  }
}
