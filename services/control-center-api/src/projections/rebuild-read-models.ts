/** Throws the read models away and makes them again from what the topics still have. Nobody else may write them meanwhile. */
import type { Bus, Ids, Logger, ReadModelStore, RpcClient, Scheduler } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import { Projector } from './projector.ts'

export interface RebuildPorts {
  readonly bus: Bus
  readonly store: ReadModelStore
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly ids: Ids
}

export interface ReadModelRebuild {
  /** What was written, all kinds together. */
  readonly rows: number
  /** Order events that the topics do not have any more. */
  readonly holes: number
}

/** Resolves when all that was in the topics at the beginning is in the read models. */
export async function rebuildReadModels({ ids, ...ports }: RebuildPorts): Promise<ReadModelRebuild> {
  const { store } = ports
  await store.clear(ids.uuid())
  const failed = Promise.withResolvers<never>()
  const projector = new Projector({ ...ports, onFailed: failed.reject })
  await projector.start()
  try {
    await Promise.race([projector.caughtUp, failed.promise])
  } finally {
    await projector.stop()
  }
  return { rows: projector.lastSeq, holes: (await store.holes()).length }
}
