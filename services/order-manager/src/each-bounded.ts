/** Calls for every item, at most so many at once; rejects with the first failure, after those under way have ended. */
export async function eachBounded<T>(
  items: readonly T[],
  atOnce: number,
  call: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0
  const work = async (): Promise<void> => {
    while (next < items.length) await call(items[next++] as T)
  }
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, work)
  const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}
