/** Kills a service at a chosen moment: from then on nothing that it calls is done, and nothing comes back to it. */

export class Life {
  #stepsLeft: number
  dead = false

  /** Dies at the n-th moment before or after a call, counted from 0; never when undefined. */
  constructor(diesAt?: number) {
    this.#stepsLeft = diesAt ?? Number.POSITIVE_INFINITY
  }

  /** Counted from now on. */
  diesAfter(moments: number): void {
    this.#stepsLeft = moments
  }

  /** Never resolves for the dead. */
  async step(): Promise<void> {
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
