/**
 * Plain data as text: JSON plus bigint. Keys are written in sorted order, so that equal data is equal text (state
 * hashes rely on it). A bigint is `{"$n":"123"}`; an object of the author's own with that one key is refused rather
 * than misread. What JSON would lose silently (undefined in a list, functions, dates, maps, NaN) throws.
 */
export type PlainData =
  | null
  | boolean
  | number
  | string
  | bigint
  | readonly PlainData[]
  | { readonly [key: string]: PlainData | undefined }

export class NotPlainData extends TypeError {
  constructor(path: string, what: string) {
    super(`state must be plain data, but ${path || 'it'} is ${what}`)
    this.name = 'NotPlainData'
  }
}

const BIGINT_KEY = '$n'

/** Canonical text of `value`. Throws {@link NotPlainData}. */
export function encodePlainData(value: unknown): string {
  return encode(value, '')
}

function encode(value: unknown, path: string): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'bigint':
      return `{"${BIGINT_KEY}":"${value}"}`
    case 'number':
      if (!Number.isFinite(value)) throw new NotPlainData(path, String(value))
      return JSON.stringify(value)
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? encodeList(value, path) : encodeObject(value, path)
    default:
      throw new NotPlainData(path, typeof value)
  }
}

function encodeList(list: readonly unknown[], path: string): string {
  let text = '['
  for (let i = 0; i < list.length; i++) text += (i === 0 ? '' : ',') + encode(list[i], `${path}[${i}]`)
  return `${text}]`
}

function encodeObject(value: object, path: string): string {
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new NotPlainData(path, `a ${value.constructor?.name ?? 'class instance'}`)
  }
  const keys = Object.keys(value).sort()
  if (keys.length === 1 && keys[0] === BIGINT_KEY)
    throw new NotPlainData(path, `an object of the reserved key ${BIGINT_KEY}`)
  let text = ''
  for (const key of keys) {
    const entry = (value as Record<string, unknown>)[key]
    if (entry === undefined) continue
    text += `${text ? ',' : ''}${JSON.stringify(key)}:${encode(entry, path ? `${path}.${key}` : key)}`
  }
  return `{${text}}`
}

/** Throws `SyntaxError` on text that {@link encodePlainData} did not write. */
export function decodePlainData(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const digits = (value as Record<string, unknown>)[BIGINT_KEY]
    return typeof digits === 'string' && Object.keys(value).length === 1 ? BigInt(digits) : value
  })
}
