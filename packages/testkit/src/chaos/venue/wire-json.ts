/** JSON in which bigints survive, for the wire between the venue's process, its clients and the driver. */
const TAG = '$n'

export const encodeWire = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? { [TAG]: String(part) } : part))

/** What both ends agree on is the caller's to know: the type is a promise. */
export function decodeWire<T>(text: string): T {
  const value: unknown = JSON.parse(text, (_, part: unknown) => (isTagged(part) ? BigInt(part[TAG]) : part))
  return value as T
}

const isTagged = (part: unknown): part is { [TAG]: string } =>
  typeof part === 'object' && part !== null && TAG in part && typeof part[TAG] === 'string'
