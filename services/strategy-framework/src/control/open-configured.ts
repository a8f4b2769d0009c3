/**
 * A strategy at a start: what was set by command wins over the configuration, which only seeds what was never set. One
 * that cannot begin (its file is broken, its parameters no longer fit) is stopped with the reason, and the others go on.
 */
import { topics } from '@oasis/contracts'
import { FLAT_POSITION, type OrderIntent, type StrategyControlState } from '@oasis/domain'
import type { StoredStrategy, StrategyStore, TopicPosition } from '@oasis/ports'
import type { InstanceOpening, LoadedStrategy, StrategyCode } from '../code/strategy-code.ts'
import type { Instance } from '../core/instance.ts'
import type { InstanceKey, StrategySpec } from '../core/instance-spec.ts'
import { decodeState, emptyState, encodeState } from '../core/instance-state.ts'
import { NO_RESETS, resetsFrom } from '../core/reset-count.ts'
import { StoppedInstance } from '../core/stopped-instance.ts'
import { parseParamsText, StrategyRefused } from '../core/strategy-params.ts'
import type { EmissionCommitter, Writing } from '../emission.ts'
import type { Hosted } from '../hosted.ts'
import type { StrategyHost } from '../strategy-host.ts'
import { TopicPositions, withinLog } from '../topic-positions.ts'
import {
  CONFIGURATION,
  type ConfiguredStrategy,
  changed,
  FRAMEWORK,
  generationOf,
} from './configured-strategy.ts'

export interface OpeningPorts {
  readonly store: Pick<StrategyStore, 'load' | 'loadControl' | 'markAnswered'>
  readonly committer: Pick<EmissionCommitter, 'commitControl' | 'written'>
  readonly codeOf: (spec: StrategySpec) => StrategyCode
}

export interface OpenedStrategy {
  readonly strategy: ConfiguredStrategy
  /** Journaled, and no snapshot has its answer. */
  readonly pending: readonly OrderIntent[]
}

/** What is known of one instance before its code is. */
interface Remembered {
  readonly key: InstanceKey
  readonly stored: StoredStrategy | undefined
}

type Settings = Pick<
  StrategyControlState,
  'status' | 'reason' | 'changedBy' | 'type' | 'params' | 'paramsSet'
>

interface Begun {
  readonly loaded: LoadedStrategy | undefined
  readonly instances: readonly Instance[]
  readonly settings: Settings
}

/** `ends`: of every topic that strategies read, before anything was asked. */
export async function openConfigured(
  host: StrategyHost,
  spec: StrategySpec,
  ports: OpeningPorts,
  ends: readonly TopicPosition[],
): Promise<OpenedStrategy> {
  const before = await ports.store.loadControl(spec.strategyId)
  const remembered: Remembered[] = []
  for (const key of spec.instances) {
    const stored = await ports.store.load(key.strategyId)
    const moved = before !== undefined && before.accountId !== spec.accountId
    remembered.push({ key, stored: stored && moved ? onAnotherAccount(stored) : stored })
  }
  const code = ports.codeOf(spec)
  const { loaded, instances, settings } = await begin(host, spec, code, before, remembered)
  const hosted: Hosted[] = []
  for (const [i, { key, stored }] of remembered.entries()) {
    const instance = instances[i]
    if (!instance) throw new Error(`no instance of ${key.strategyId}`)
    hosted.push(await hosting(key, instance, stored, ends))
  }
  const generation = generationOf(before?.generation ?? 1, instances)
  const control = await writeChange(host, spec, ports, { before, generation, settings, hosted })
  const pending = await stillUnanswered(remembered, ports)
  return { strategy: { spec, code, hosted, control, loaded }, pending }
}

/** What is true of the account that it was on is not of the one that it is on now. */
function onAnotherAccount({ snapshot, unanswered }: StoredStrategy): StoredStrategy {
  const account = { position: FLAT_POSITION, orders: [], accountSeq: undefined, resets: NO_RESETS }
  const state = encodeState({ ...decodeState(snapshot.state), ...account })
  return { snapshot: { ...snapshot, configHash: '', state }, unanswered }
}

async function begin(
  host: StrategyHost,
  spec: StrategySpec,
  code: StrategyCode,
  before: StrategyControlState | undefined,
  remembered: readonly Remembered[],
): Promise<Begun> {
  const settings = settingsOf(spec, before)
  const stoppedBy = settings.status === 'STOPPED' ? settings.changedBy : undefined
  const stopped = (changes: Partial<Settings> = {}): Begun => ({
    loaded: undefined,
    instances: remembered.map((one) => stoppedFrom(host, spec, before, one)),
    settings: { ...settings, ...changes },
  })
  if (stoppedBy !== undefined && stoppedBy !== FRAMEWORK) return stopped()
  let loaded: LoadedStrategy | undefined
  try {
    loaded = await code.load(parseParamsText(settings.params))
    // What failed may begin again once it is no longer what failed.
    if (
      stoppedBy !== undefined &&
      remembered.every(({ stored }) => stored?.snapshot.configHash === loaded?.configHash)
    ) {
      await loaded.close()
      return stopped()
    }
    const instances = await loaded.open(
      remembered.map((one) => openingOf(host, spec, before, one, stoppedBy !== undefined)),
    )
    const revived =
      stoppedBy === undefined
        ? {}
        : { reason: 'another version or other parameters', changedBy: CONFIGURATION }
    return { loaded, instances, settings: { ...settings, status: 'RUNNING', ...revived } }
  } catch (cause) {
    await loaded?.close()
    if (!(cause instanceof StrategyRefused)) throw cause
    host.ports.metrics.increment('ots_strategy_errors_total', { strategy: spec.strategyId })
    host.ports.logger.error(
      { strategy: spec.strategyId, type: spec.type, reason: cause.message },
      'a strategy cannot run and is stopped',
    )
    return stopped({ status: 'STOPPED', reason: cause.message, changedBy: FRAMEWORK })
  }
}

function settingsOf(spec: StrategySpec, before: StrategyControlState | undefined): Settings {
  const { type } = spec
  // Parameters that were set for another type are none of this one's.
  const set = before?.paramsSet === true && before.type === type
  const params = set ? before.params : spec.params
  const { status, reason, changedBy } = before ?? {
    status: 'RUNNING' as const,
    reason: 'as configured',
    changedBy: CONFIGURATION,
  }
  return { status, reason, changedBy, type, params, paramsSet: set }
}

function openingOf(
  host: StrategyHost,
  spec: StrategySpec,
  before: StrategyControlState | undefined,
  { key, stored }: Remembered,
  wasStopped: boolean,
): InstanceOpening {
  const { resets } = host.accountControl(spec.accountId)
  const generation = before?.generation ?? 1
  const actsFrom = wasStopped ? host.ports.scheduler.now() : undefined
  return { key, opening: { stored: stored?.snapshot, generation, resets, actsFrom } }
}

function stoppedFrom(
  host: StrategyHost,
  spec: StrategySpec,
  before: StrategyControlState | undefined,
  { key, stored }: Remembered,
): StoppedInstance {
  if (stored) {
    const { generation, configHash, state } = stored.snapshot
    return new StoppedInstance(key, generation, configHash, decodeState(state))
  }
  const generation = before?.generation ?? 1
  const { resets } = host.accountControl(spec.accountId)
  return new StoppedInstance(key, generation, '', emptyState(key, generation, resetsFrom(resets)))
}

async function hosting(
  key: InstanceKey,
  instance: Instance,
  stored: StoredStrategy | undefined,
  ends: readonly TopicPosition[],
): Promise<Hosted> {
  const positions = new TopicPositions(stored ? withinLog(stored.snapshot.positions, ends) : ends)
  const events = topics.orderEvents.spec.name
  // A stopped one has no use for what the market did; its account's events it follows.
  const passed = instance instanceof StoppedInstance ? ends.filter(({ topic }) => topic !== events) : []
  for (const end of passed) positions.skipTo(end)
  const saved = stored?.snapshot.state ?? (await instance.encodeState())
  return { key, instance, positions, answered: [], saved, dirty: false }
}

interface Opening {
  readonly before: StrategyControlState | undefined
  readonly generation: number
  readonly settings: Settings
  readonly hosted: readonly Hosted[]
}

/** Only what differs from what is written down already. */
async function writeChange(
  host: StrategyHost,
  spec: StrategySpec,
  { committer }: OpeningPorts,
  { before, generation, settings, hosted }: Opening,
): Promise<StrategyControlState> {
  const now = host.ports.scheduler.now()
  const { strategyId, accountId } = spec
  const instances = spec.instances.map((key) => key.strategyId)
  const facts = { ...settings, accountId, instances, generation }
  if (
    before &&
    Object.entries(facts).every(([name, value]) => isSame(value, before[name as keyof typeof facts]))
  ) {
    return before
  }
  const state: StrategyControlState = before
    ? changed(before, facts, now)
    : { kind: 'STRATEGY', strategyId, version: 1, ts: now, ...facts }
  const writings: Writing[] = []
  for (const one of hosted) {
    const { instance } = one
    writings.push({ hosted: one, instance, state: await instance.encodeState() })
  }
  const cancels = { cancels: [] }
  await committer.commitControl(
    { state, event: undefined, answers: false, instances: writings, ...cancels },
    true,
  )
  return state
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** An intent that the snapshot no longer waits for has had its answer; only the mark was lost. */
async function stillUnanswered(
  remembered: readonly Remembered[],
  { store }: OpeningPorts,
): Promise<readonly OrderIntent[]> {
  const pending: OrderIntent[] = []
  for (const { stored } of remembered) {
    if (!stored) continue
    const { orders } = decodeState(stored.snapshot.state)
    const waiting = new Set(orders.filter((o) => o.state === 'EMITTED').map((o) => o.intentId))
    const { unanswered } = stored
    await store.markAnswered(unanswered.filter((i) => !waiting.has(i.intentId)).map((i) => i.intentId))
    pending.push(...unanswered.filter((intent) => waiting.has(intent.intentId)))
  }
  return pending
}
