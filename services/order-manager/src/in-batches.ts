/** Each is one commit; in between, orders can be placed. */
const BATCH = 200

export function* inBatches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += BATCH) yield all.slice(from, from + BATCH)
}
