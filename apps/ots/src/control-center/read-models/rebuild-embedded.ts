/** Makes the read models of an embedded system again, while that one does not run. */
import { join } from 'node:path'
import { createEmbeddedBus } from '@oasis/bus-embedded'
import {
  ordersOfStore,
  type ReadModelRebuild,
  type RebuildOptions,
  rebuildReadModels,
} from '@oasis/control-center-api'
import {
  createNoMetrics,
  createRealScheduler,
  createSilentLogger,
  createSqliteCheckpointer,
  OtsError,
} from '@oasis/runtime'
import { openOrderStore, openReadModelStore } from '@oasis/store-sql'
import { BUS_FILE, ORDERS_FILE } from '../../composition/open-state.ts'
import { isListening } from '../../operator/operator-address.ts'
import { folderOf, type Where } from '../ask-control-center.ts'
import { readModelsFile } from '../open-control-center.ts'

/** Throws `OTS_DATA_DIR_LOCKED` where the system runs: its trading must not wait for this. */
export async function rebuildEmbedded(where: Where, options: RebuildOptions): Promise<ReadModelRebuild> {
  const folder = await folderOf(where)
  if (await isListening(folder)) throw running(folder)
  const [scheduler, logger, metrics] = [createRealScheduler(), createSilentLogger(), createNoMetrics()]
  await using opened = new AsyncDisposableStack()
  const checkpointer = opened.adopt(createSqliteCheckpointer({ logger }), (it) => it.close())
  const closing = <T extends { close(): Promise<void> }>(it: T): T => opened.adopt(it, (one) => one.close())
  const file = (name: string) => ({ path: join(folder, name), durability: 'process', checkpointer }) as const
  const bus = closing(await createEmbeddedBus({ ...file(BUS_FILE), scheduler, logger }))
  const orders = closing(await openOrderStore(file(ORDERS_FILE)))
  const store = closing(await openReadModelStore({ ...readModelsFile(folder), checkpointer }))
  const ids = { uuid: () => crypto.randomUUID() }
  const ports = { bus, store, orders: ordersOfStore(orders), scheduler, logger, metrics, ids }
  return await rebuildReadModels(ports, options)
}

const running = (folder: string): OtsError =>
  new OtsError('OTS_DATA_DIR_LOCKED', `the system in ${folder} runs, and writes its read models`, {
    hint: 'Stop it, rebuild, and start it again: what happens meanwhile is in the topics.',
  })
