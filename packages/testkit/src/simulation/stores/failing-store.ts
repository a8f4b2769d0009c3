/**
 * A store as one incarnation of a service sees it. Reads and writes take time; a write fails without effect, or it has
 * its effect and the process is gone before it hears of it. Nothing is written for a process that has ended.
 */
import type { Scheduler } from '@oasis/ports'
import type { Faults } from '../faults.ts'
import type { Life } from '../process/life.ts'
import type { Trace } from '../trace.ts'

export interface StoreLink {
  readonly life: Life
  readonly scheduler: Scheduler
  readonly faults: Faults
  readonly trace: Trace
}

export class DiskFailure extends Error {
  constructor(what: string) {
    super(`simulated: ${what} could not be written`)
    this.name = 'DiskFailure'
  }
}

type Method = (...parameters: unknown[]) => unknown

/** `writes` can fail; other methods are reads; those that do not return a promise pass through. */
export function failingStore<T extends object>(
  store: T,
  writes: readonly (keyof T & string)[],
  link: StoreLink,
): T {
  const failing: ReadonlySet<string> = new Set(writes)
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      const method = value.bind(target) as Method
      if (name === 'close') return async () => {}
      if (String(name).startsWith('all')) return method
      return (...parameters: unknown[]) =>
        link.life.call(() =>
          failing.has(String(name))
            ? write(link, String(name), method, parameters)
            : read(link, method, parameters),
        )
    },
  })
}

async function read(
  { scheduler, faults }: StoreLink,
  method: Method,
  parameters: unknown[],
): Promise<unknown> {
  if (faults.strikes('store.slow')) await scheduler.sleep(faults.between(1, 40))
  return method(...parameters)
}

async function write(link: StoreLink, name: string, method: Method, parameters: unknown[]): Promise<unknown> {
  const { life, scheduler, faults, trace } = link
  if (faults.strikes('store.slow')) await scheduler.sleep(faults.between(1, 40))
  if (life.fragile && faults.strikes('store.commit-failed')) {
    trace.note(life.name, `${name} fails`)
    throw new DiskFailure(name)
  }
  const result = await method(...parameters)
  trace.note(life.name, name)
  if (life.fragile && faults.strikes('store.commit-unanswered')) life.end('store.commit-unanswered')
  return result
}
