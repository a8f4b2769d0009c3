/** The larger of two amounts of one kind; `Math.max` knows no bigint. */
export function largerOf<T extends bigint>(a: T, b: T): T {
  return a < b ? b : a
}
