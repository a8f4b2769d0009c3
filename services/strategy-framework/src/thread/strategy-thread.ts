/**
 * What serves in a user strategy's thread: the very core that runs built-in strategies in the host, so that events and
 * times give the same effects here and there. Whatever is to come promptly is watched from the question to the answer.
 */
import type { StrategyId } from '@oasis/domain'
import type { RunnerModule, RunnerWatch } from '@oasis/ports'
import type { AnyStrategy } from '@oasis/strategy-sdk'
import { createInlineCode } from '../code/inline-code.ts'
import type { LoadedStrategy } from '../code/strategy-code.ts'
import type { Instance } from '../core/instance.ts'
import { emits } from '../core/instance-input.ts'
import type { UserStrategy } from '../core/instance-spec.ts'
import { StrategyRefused } from '../core/strategy-params.ts'
import type { InstanceView, Processed, ThreadReply, ThreadRequest } from './thread-messages.ts'

/** A file is loaded and an instance made cold, as fast as the machine can: their limits are the host's alone. */
const WATCHED: ReadonlySet<ThreadRequest['kind']> = new Set(['PROCESS', 'RENEW', 'ENCODE'])

export const serve: RunnerModule['serve'] = (watch) => {
  const thread = new StrategyThread(watch)
  // Only the host asks, and with nothing else.
  return (request) => thread.answer(request as ThreadRequest)
}

class StrategyThread {
  readonly #watch: RunnerWatch
  readonly #instances = new Map<StrategyId, Instance>()
  #loaded: LoadedStrategy | undefined

  constructor(watch: RunnerWatch) {
    this.#watch = watch
  }

  async answer(request: ThreadRequest): Promise<ThreadReply> {
    if (WATCHED.has(request.kind)) this.#watch.begin()
    try {
      return await this.#answer(request)
    } catch (error) {
      if (error instanceof StrategyRefused) return { kind: 'REFUSED', reason: error.message }
      throw error
    }
  }

  async #answer(request: ThreadRequest): Promise<ThreadReply> {
    switch (request.kind) {
      case 'LOAD': {
        const { module, type, sourceHash } = request.user
        const code = createInlineCode(await importStrategy({ module, type }), {
          sourceHash,
        })
        this.#loaded = await code.load(request.params)
        const { configHash, subscriptions } = this.#loaded
        return { kind: 'LOADED', configHash, subscriptions }
      }
      case 'OPEN': {
        const opened = (await this.#loaded?.open(request.openings)) ?? []
        for (const instance of opened) this.#instances.set(instance.key.strategyId, instance)
        return { kind: 'OPENED', views: opened.map(viewOf) }
      }
      case 'PROCESS':
        return process(this.#find(request.instance), request)
      case 'RENEW': {
        const renewed = await this.#find(request.instance).renewed(request.clock)
        this.#instances.set(request.instance, renewed)
        return { kind: 'OPENED', views: [viewOf(renewed)] }
      }
      case 'ENCODE':
        return { kind: 'ENCODED', state: await this.#find(request.instance).encodeState() }
    }
  }

  #find(id: StrategyId): Instance {
    const instance = this.#instances.get(id)
    if (!instance) throw new Error(`this thread has no instance ${id}`)
    return instance
  }
}

async function process(
  instance: Instance,
  { input, clock }: Pick<ThreadRequest & { kind: 'PROCESS' }, 'input' | 'clock'>,
): Promise<Processed> {
  const effects = await instance.process(input, clock)
  const answered = instance.takeAnswered()
  const state = emits(effects) ? await instance.encodeState() : undefined
  return { kind: 'PROCESSED', effects, answered, view: viewOf(instance), state }
}

/** Throws `StrategyRefused`, saying what to do about the file. */
async function importStrategy({ module, type }: Pick<UserStrategy, 'module' | 'type'>): Promise<AnyStrategy> {
  const { default: strategy } = (await import(module).catch((cause) => {
    throw new StrategyRefused(`${module} cannot be loaded: ${cause?.message ?? cause}`, { cause })
  })) as { readonly default?: AnyStrategy }
  if (typeof strategy !== 'object' || typeof strategy?.create !== 'function') {
    throw new StrategyRefused(`${module} has no default export made by defineStrategy`)
  }
  if (strategy.id !== type) {
    throw new StrategyRefused(
      `${module} defines "${strategy.id}": give the file the strategy's id as its name`,
    )
  }
  return strategy
}

function viewOf(instance: Instance): InstanceView {
  const { generation, signals, lateTrades, account, subscriptions, failure } = instance
  const kinds = subscriptions.flatMap((one) => ('bars' in one ? [one.bars] : []))
  return {
    generation,
    signals,
    lateTrades,
    nextDue: instance.nextDue(),
    account,
    closedUntil: Object.fromEntries(kinds.map((kind) => [kind, instance.barsClosedUntil(kind)])),
    failure: failure === undefined ? undefined : describe(failure),
  }
}

const describe = (failure: unknown): NonNullable<InstanceView['failure']> =>
  failure instanceof Error
    ? { name: failure.name, message: failure.message, stack: failure.stack ?? '' }
    : { name: 'Error', message: String(failure), stack: '' }
