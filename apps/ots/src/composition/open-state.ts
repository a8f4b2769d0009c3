/** Opens the files of an embedded system: one per owning service, and the log. */
import { join } from 'node:path'
import { createEmbeddedBus } from '@oasis/bus-embedded'
import type { Bus, Logger, OrderStore, PaperJournal, RiskStore, Scheduler, StrategyStore } from '@oasis/ports'
import { createSqliteCheckpointer, type Durability } from '@oasis/runtime'
import { openOrderStore, openPaperJournal, openRiskStore, openStrategyStore } from '@oasis/store-sql'

export interface StateOptions {
  readonly folder: string
  readonly durability: Durability
  /** Of the paper venue; without one there is no trace of it. */
  readonly paperJournal: boolean
  /** For virtual time: a file held by another thread for a moment would change the order of events. */
  readonly singleThread?: boolean
}

export interface State {
  readonly bus: Bus
  readonly orders: OrderStore
  readonly strategies: StrategyStore
  readonly risk: RiskStore
  readonly journal?: PaperJournal
  close(): Promise<void>
}

/** In the data folder. */
export const ORDERS_FILE = 'order-manager.sqlite'
export const BUS_FILE = 'bus.sqlite'

export async function openState(options: StateOptions, scheduler: Scheduler, logger: Logger): Promise<State> {
  const { durability, folder } = options
  const checkpointer = options.singleThread ? undefined : createSqliteCheckpointer({ logger })
  const opened: { close(): Promise<void> }[] = []
  /** All of them, whatever one of them says; then tells of the first that failed. */
  const close = async () => {
    const failures: unknown[] = []
    for (const resource of opened.reverse()) await resource.close().catch((error) => failures.push(error))
    await checkpointer?.close()
    if (failures.length > 0) throw failures[0]
  }
  const file = (name: string) => ({
    path: join(folder, name),
    durability,
    ...(checkpointer ? { checkpointer } : {}),
  })
  const keep = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
    const resource = await opening
    opened.push(resource)
    return resource
  }
  try {
    return {
      bus: await keep(createEmbeddedBus({ ...file(BUS_FILE), scheduler, logger })),
      orders: await keep(openOrderStore(file(ORDERS_FILE))),
      strategies: await keep(openStrategyStore(file('strategy-framework.sqlite'))),
      risk: await keep(openRiskStore(file('risk-engine.sqlite'))),
      ...(options.paperJournal ? { journal: await keep(openPaperJournal(file('venue-paper.sqlite'))) } : {}),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
