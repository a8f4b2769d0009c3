/** A closed list of names ↔ the numbers of its protobuf enum: 1 for the first name, 0 is UNSPECIFIED and never valid. */
export interface WireEnum<T extends string> {
  readonly names: readonly T[]
  readonly toNumber: Readonly<Record<T, number>>
  readonly byNumber: readonly (T | undefined)[]
}

export function wireEnum<T extends string>(names: readonly T[]): WireEnum<T> {
  const entries = names.map((name, index) => [name, index + 1] as const)
  return {
    names,
    toNumber: Object.freeze(Object.fromEntries(entries)) as Readonly<Record<T, number>>,
    byNumber: [undefined, ...names],
  }
}
