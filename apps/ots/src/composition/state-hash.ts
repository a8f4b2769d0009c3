/** A hash of plain data that does not depend on the order in which keys were set. */
import { createHash } from 'node:crypto'

export function stateHash(state: unknown): string {
  return createHash('sha256').update(canonicalJson(state)).digest('hex')
}

/** JSON with sorted keys; bigint as decimal text, maps and sets as sorted lists. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`
  if (value instanceof Map) return canonicalJson(Object.fromEntries(value))
  if (value instanceof Set) return canonicalJson([...value].map(canonicalJson).sort())
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}
