/**
 * Where a list goes on: opaque to clients, bound to the list and its filters, and signed, so that one from elsewhere, of
 * another list, or made up is refused instead of answered with something.
 */
import { createHmac, hash, timingSafeEqual } from 'node:crypto'

const MAC_BYTES = 12
export const MAX_CURSOR_LENGTH = 512

/** `list` names the list; `filters` is all that chooses what is in it. */
export interface CursorScope {
  readonly list: string
  readonly filters: Readonly<Record<string, unknown>>
}

/** `position`: the sort key of the last row shown, as text. */
export function encodeCursor(key: Uint8Array, scope: CursorScope, position: readonly string[]): string {
  const payload = Buffer.from(JSON.stringify(position))
  return Buffer.concat([macOf(key, scope, payload), payload]).toString('base64url')
}

/** Undefined for whatever `encodeCursor` has not made of this scope with this key. */
export function decodeCursor(
  key: Uint8Array,
  scope: CursorScope,
  cursor: string,
): readonly string[] | undefined {
  if (cursor.length > MAX_CURSOR_LENGTH || !/^[A-Za-z0-9_-]+$/.test(cursor)) return undefined
  const bytes = Buffer.from(cursor, 'base64url')
  // Base64 has spellings of the same bytes that were never given out.
  if (bytes.length <= MAC_BYTES || bytes.toString('base64url') !== cursor) return undefined
  const payload = bytes.subarray(MAC_BYTES)
  if (!timingSafeEqual(bytes.subarray(0, MAC_BYTES), macOf(key, scope, payload))) return undefined
  // What carries our signature was written by encodeCursor.
  return JSON.parse(payload.toString()) as string[]
}

function macOf(key: Uint8Array, { list, filters }: CursorScope, payload: Uint8Array): Buffer {
  const named = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, String(value)])
  const scope = hash('sha256', JSON.stringify([list, named]), 'buffer')
  return createHmac('sha256', key).update(scope).update(payload).digest().subarray(0, MAC_BYTES)
}
