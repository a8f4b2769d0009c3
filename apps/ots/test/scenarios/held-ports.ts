/**
 * Virtual time over real I/O: while a port's call is under way, the clock stands still; so what is due later comes later,
 * however long the network takes. Work within this process needs no hold, and what waits for time must have none.
 */
import type { Scheduler } from '@oasis/ports'

type Method = (...args: unknown[]) => unknown

/** The same object; each promise that one of its methods returns holds the clock until it settles. */
export function held<T extends object>(target: T, scheduler: Pick<Scheduler, 'hold'>): T {
  return new Proxy(target, {
    get: (object, key) => {
      const member: unknown = Reflect.get(object, key, object)
      if (typeof member !== 'function') return member
      return (...args: unknown[]) => heldResult(Reflect.apply(member as Method, object, args), scheduler)
    },
  })
}

function heldResult(result: unknown, scheduler: Pick<Scheduler, 'hold'>): unknown {
  if (result instanceof Promise) return holding(result, scheduler)
  if (isIterable(result)) return heldIterable(result, scheduler)
  return result
}

export function holding<T>(work: Promise<T>, scheduler: Pick<Scheduler, 'hold'>): Promise<T> {
  const release = scheduler.hold()
  work.then(release, release)
  return work
}

const isIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

async function* heldIterable(
  iterable: AsyncIterable<unknown>,
  scheduler: Pick<Scheduler, 'hold'>,
): AsyncGenerator<unknown> {
  const iterator = iterable[Symbol.asyncIterator]()
  try {
    for (;;) {
      const { value, done } = await holding(iterator.next(), scheduler)
      if (done) return
      yield value
    }
  } finally {
    await iterator.return?.()
  }
}
