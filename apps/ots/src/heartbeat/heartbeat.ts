/**
 * Writes a beat after each time that the order manager has answered: the process runs, its loop turns, calls are
 * served and its store is read. Whatever of it stands still, the beats end; nothing is written in advance.
 */
import { randomUUID } from 'node:crypto'
import { orderService } from '@oasis/contracts'
import { intentId } from '@oasis/domain'
import type { Logger, RpcClient, Scheduler, Timer } from '@oasis/ports'
import type { Service } from '@oasis/runtime'
import { writeBeat } from './heartbeat-file.ts'

export interface HeartbeatPorts {
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly logger: Logger
}

/** A third of the shortest limit that a watchdog takes. */
export const BEAT_INTERVAL_MS = 1_000
/** An order manager that is stopping misses a few, and nobody needs to be told. */
const TOLD_AFTER = 5

export function createHeartbeat({ rpc, scheduler, logger }: HeartbeatPorts, folder: string): Service {
  const process = randomUUID()
  let beat = 0
  let timer: Timer | undefined
  let stopped = false
  let missed = 0

  /** Of an intent that nobody has placed: the store has to be asked. */
  const askOrderManager = () =>
    rpc.call(
      orderService.getOrder,
      { key: { by: 'INTENT', intentId: intentId(randomUUID()) } },
      { timeoutMs: BEAT_INTERVAL_MS },
    )
  const once = async (): Promise<void> => {
    try {
      await askOrderManager()
      if (!stopped) writeBeat(folder, { process, beat: beat++ })
      if (missed >= TOLD_AFTER) logger.info({}, 'the heartbeat is back')
      missed = 0
    } catch (error) {
      missed += 1
      if (missed === TOLD_AFTER && beat > 0) {
        logger.error({ err: error }, 'no heartbeat: a watchdog would cancel what is open')
      }
    }
    if (!stopped) timer = scheduler.after(BEAT_INTERVAL_MS, () => void once())
  }

  return {
    name: 'heartbeat',
    start: async () => void once(),
    stop: async () => {
      stopped = true
      timer?.cancel()
    },
    health: () => ({ ready: missed < TOLD_AFTER, detail: missed === 0 ? 'beating' : `${missed} missed` }),
  }
}
