/** What takes the place of a strategy's instances when people change it: its code, and the instances that run it. */
import type { TopicPosition } from '@oasis/ports'
import type { InstanceOpening, LoadedStrategy } from '../code/strategy-code.ts'
import type { Instance } from '../core/instance.ts'
import type { InstanceInput } from '../core/instance-input.ts'
import { decodeState } from '../core/instance-state.ts'
import { StoppedInstance } from '../core/stopped-instance.ts'
import { parseParamsText, StrategyRefused } from '../core/strategy-params.ts'
import type { Writing } from '../emission.ts'
import type { Hosted } from '../hosted.ts'
import type { StrategyHost } from '../strategy-host.ts'
import type { WarmUp } from '../warm-up.ts'
import type { ConfiguredStrategy } from './configured-strategy.ts'
import { reasonOf } from './stopped-in-place.ts'

/** Code that is ready to take the place of what runs, and the bars that it warms up with. */
export interface Replacement {
  readonly loaded: LoadedStrategy
  readonly warmUps: ReadonlyMap<Hosted, readonly InstanceInput[]>
}

/** Before the turn: loading code and asking for candles are slow. Rejects with `StrategyRefused`. */
export async function prepare(
  strategy: ConfiguredStrategy,
  params: string,
  warmUp: WarmUp,
): Promise<Replacement> {
  const loaded = await strategy.code.load(parseParamsText(params))
  const warmUps = new Map<Hosted, readonly InstanceInput[]>()
  for (const hosted of strategy.hosted) {
    const { instance, key } = hosted
    // Another generation wants all its bars again.
    const same = instance.configHash === loaded.configHash
    const closedUntil = same ? (kind: string) => instance.barsClosedUntil(kind) : undefined
    warmUps.set(hosted, await warmUp.fetch({ key, subscriptions: loaded.subscriptions }, closedUntil))
  }
  return { loaded, warmUps }
}

/** Within a turn: from what is there now. Rejects with `StrategyRefused`, and nothing has changed. */
export async function openInPlace(
  host: StrategyHost,
  strategy: ConfiguredStrategy,
  loaded: LoadedStrategy,
): Promise<readonly Writing[]> {
  const actsFrom = host.ports.scheduler.now()
  const { generation } = strategy.control
  const { resets } = host.accountControl(strategy.spec.accountId)
  const openings: InstanceOpening[] = []
  for (const { key, instance } of strategy.hosted) {
    const { generation: stored, configHash } = instance
    const state = await encoded(instance)
    openings.push({
      key,
      opening: { stored: { generation: stored, configHash, state }, generation, resets, actsFrom },
    })
  }
  const opened = await loaded.open(openings)
  const writings: Writing[] = []
  for (const [i, hosted] of strategy.hosted.entries()) {
    const instance = opened[i]
    if (!instance) throw new StrategyRefused('its code did not open on every instrument')
    writings.push({ hosted, instance, state: await encoded(instance) })
  }
  return writings
}

/** As it would begin, without its code. */
export function stoppedAt({ hosted, instance, state }: Writing): Writing {
  const { generation, configHash } = instance
  const stopped = new StoppedInstance(hosted.key, generation, configHash, decodeState(state))
  return { hosted, instance: stopped, state: stopped.encodeState() }
}

/** What was published while it was stopped is not for it. */
export function skipTo(all: readonly Hosted[], ends: readonly TopicPosition[]): void {
  for (const { positions } of all) for (const end of ends) positions.skipTo(end)
}

/** What cannot be written down cannot be gone on from. */
async function encoded(instance: Instance): Promise<string> {
  try {
    return await instance.encodeState()
  } catch (cause) {
    throw new StrategyRefused(reasonOf(cause), { cause })
  }
}
