/**
 * A halt that the next leader finds whatever machine it runs on, and whatever the database is doing: the owner's record in
 * the compacted `control.state`. It is read once, by a new leader, before it acts; so what is told there counts only
 * where its teller still led when the bus had taken it. A record that comes later may be read by the leader after next:
 * then it halts, as somebody once wanted, and its teller has not said that it would.
 */
import { controlStateCodec, haltStateKey, topics } from '@oasis/contracts'
import type { AccountId, HaltControlState, HaltOwner } from '@oasis/domain'
import type { Bus, BusRecord, HaltLatch, HaltRecord, Lease, Logger, Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { leaseLost } from './leadership.ts'
import { settled } from './settled.ts'

export interface BusHaltLatchOptions {
  readonly owner: HaltOwner
  readonly accountId: AccountId
  readonly bus: Pick<Bus, 'publish' | 'subscribe'>
  readonly lease: Pick<Lease, 'name' | 'lapsed'>
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** Ends the reading. */
  readonly stopping: AbortSignal
}

const TOPIC = topics.controlState.spec.name
/** Of one attempt to read the topic to its end. */
const READ_TIMEOUT_MS = 15_000
const RETRY_MS = 500
/** What the bus has not confirmed by then is not told as kept. */
const PUBLISH_TIMEOUT_MS = 4_000

/** Reads what the last leader told, for as long as it takes; rejects with the signal's reason. */
export async function openBusHaltLatch(options: BusHaltLatchOptions): Promise<HaltLatch> {
  const found = await lastRecord(options)
  return {
    read: async () => (found?.value === undefined ? undefined : decode(found.value)),
    set: ({ haltEpoch, reason, at: ts }) => {
      const { owner, accountId } = options
      const state: HaltControlState = { kind: 'HALT', owner, accountId, haltEpoch, reason, ts }
      return publish(options, topics.controlState.record(state))
    },
    clear: () =>
      publish(options, { topic: TOPIC, key: haltStateKey(options), value: undefined, headers: {} }),
  }
}

async function publish(
  { bus, lease, scheduler }: BusHaltLatchOptions,
  record: Parameters<Bus['publish']>[0][number],
): Promise<void> {
  const publishing = bus.publish([record])
  if (!(await settled(scheduler, PUBLISH_TIMEOUT_MS, publishing))) {
    throw new OtsError('OTS_BUS_UNREACHABLE', `the bus has not taken it within ${PUBLISH_TIMEOUT_MS} ms`)
  }
  await publishing
  const lapsed = lease.lapsed()
  if (lapsed !== undefined) throw leaseLost(lease.name, lapsed)
}

async function lastRecord(options: BusHaltLatchOptions): Promise<BusRecord | undefined> {
  const { stopping, scheduler, logger } = options
  for (;;) {
    stopping.throwIfAborted()
    try {
      return await readToEnd(options)
    } catch (error) {
      logger.warn(
        { err: error, topic: TOPIC },
        'it cannot be read yet whether a halt is in force; trying again',
      )
    }
    await scheduler.sleep(RETRY_MS, stopping)
  }
}

async function readToEnd(options: BusHaltLatchOptions): Promise<BusRecord | undefined> {
  const { bus, scheduler } = options
  const key = haltStateKey(options)
  let last: BusRecord | undefined
  const subscription = await bus.subscribe({
    group: `${key}.read`,
    topics: [TOPIC],
    startAt: 'earliest',
    assignment: 'ALL',
    onBatch: (records) => {
      last = records.findLast((record) => record.key === key) ?? last
    },
  })
  try {
    const failed = subscription.failed.then((cause) => {
      throw cause
    })
    failed.catch(() => {})
    const read = Promise.race([subscription.caughtUp, failed])
    if (!(await settled(scheduler, READ_TIMEOUT_MS, read))) {
      throw new OtsError(
        'OTS_BUS_UNREACHABLE',
        `${TOPIC} was not read to its end within ${READ_TIMEOUT_MS} ms`,
      )
    }
    await read
    return last
  } finally {
    await subscription.close()
  }
}

/** Throws where it is no halt that can be understood: whoever reads that must count as halted. */
function decode(bytes: Uint8Array): HaltRecord {
  const state = controlStateCodec.decode(bytes)
  if (state.kind !== 'HALT') throw new Error(`a state of kind ${state.kind} stands where a halt is told`)
  const { haltEpoch, reason, ts } = state
  return { haltEpoch, reason, at: ts, shared: true }
}
