/** Kills a service at a chosen moment: from then on nothing that it calls is done, and nothing comes back to it. */
import type { Bus, CrashPoint, CrashPoints, RpcClient, Subscription } from '@oasis/ports'

export class Life {
  #stepsLeft: number
  dead = false
  /** Moments that were passed. */
  steps = 0

  /** Dies at the n-th moment before or after a call, counted from 0; never when undefined. */
  constructor(diesAt?: number) {
    this.#stepsLeft = diesAt ?? Number.POSITIVE_INFINITY
  }

  /** Never resolves for the dead. */
  async step(): Promise<void> {
    this.steps++
    if (this.#stepsLeft-- <= 0) this.dead = true
    if (this.dead) await new Promise(() => {})
  }
}

/** The calls named are moments to die at; all others pass through. */
export function mortal<T extends object>(target: T, calls: readonly (keyof T & string)[], life: Life): T {
  const names: ReadonlySet<string> = new Set(calls)
  return new Proxy(target, {
    get(object, name, receiver) {
      const value = Reflect.get(object, name, receiver)
      if (typeof value !== 'function') return value
      if (!names.has(String(name))) return value.bind(object)
      return async (...parameters: unknown[]) => {
        await life.step()
        const result = await value.apply(object, parameters)
        await life.step()
        return result
      }
    },
  })
}

/** Every call is a moment to die at before it has left, and one after its answer has come. */
export function mortalClient(client: RpcClient, life: Life): RpcClient {
  return {
    call: async (method, request, options) => {
      await life.step()
      const reply = await client.call(method, request, options)
      await life.step()
      return reply
    },
    stream: async function* (method, request, options) {
      await life.step()
      yield* client.stream(method, request, options)
      await life.step()
    },
  }
}

/** A bus of one life, which may also be away for a while; the subscriptions of the dead end with it. */
export function mortalBus(bus: Bus, life: Life, link: { down: boolean }): { readonly bus: Bus; end(): void } {
  const subscriptions: Subscription[] = []
  let finish: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    finish = resolve
  })
  const needed = () => {
    if (link.down) throw new Error('the bus is down')
  }
  const wrapped: Bus = {
    createTopics: (specs) => bus.createTopics(specs),
    publish: async (records) => {
      needed()
      await life.step()
      await bus.publish(records)
      await life.step()
    },
    subscribe: async (options) => {
      await life.step()
      const subscription = await bus.subscribe({
        ...options,
        // A batch in the hands of the dead is nobody's: the bus must not wait for it, nor count it as processed.
        onBatch: (records) => {
          const work = life.dead ? undefined : options.onBatch(records)
          return work && Promise.race([work, ended])
        },
      })
      subscriptions.push(subscription)
      // Died meanwhile, and its end has come: what it subscribes to now is nobody's.
      if (life.dead) void subscription.close()
      await life.step()
      return subscription
    },
    endPositions: (names) => bus.endPositions(names),
    close: async () => {},
  }
  const end = () => {
    for (const subscription of subscriptions) void subscription.close()
    finish()
  }
  return { bus: wrapped, end }
}

/** Dies at the n-th passing of a point, as a process would: what called it never gets to its next line. */
export function deadlyPoints(life: Life, at?: { readonly point: CrashPoint; readonly time: number }) {
  const passed = new Map<CrashPoint, number>()
  const points: CrashPoints = {
    pass: (point) => {
      const time = (passed.get(point) ?? 0) + 1
      passed.set(point, time)
      if (point !== at?.point || time !== at.time) return
      life.dead = true
      throw new Error(`dead at ${point}`)
    },
  }
  return { points, passed }
}
