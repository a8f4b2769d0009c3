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
  readonly what: string
  constructor(path: string, what: string) {
    super(`state must be plain data, but ${path || 'it'} is ${what}`)
    this.name = 'NotPlainData'
    this.what = what
  }
}

const BIGINT_KEY = '$n'

/** Canonical text of `value`. Throws {@link NotPlainData}, naming the place. */
export function encodePlainData(value: unknown): string {
  try {
    return encode(value)
  } catch (error) {
    // Places are looked for only now: keeping track of them would be most of the cost of encoding.
    if (error instanceof NotPlainData) refuseWithPlace(value, '')
    throw error
  }
}

function encode(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'bigint':
      return `{"${BIGINT_KEY}":"${value}"}`
    case 'number':
      if (!Number.isFinite(value)) throw new NotPlainData('', String(value))
      return JSON.stringify(value)
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? encodeList(value) : encodeObject(value)
    default:
      throw new NotPlainData('', typeof value)
  }
}

function encodeList(list: readonly unknown[]): string {
  let text = '['
  for (let i = 0; i < list.length; i++) text += (i === 0 ? '' : ',') + encode(list[i])
  return `${text}]`
}

function encodeObject(value: object): string {
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new NotPlainData('', `a ${value.constructor?.name ?? 'class instance'}`)
  }
  const keys = Object.keys(value).sort()
  if (keys.length === 1 && keys[0] === BIGINT_KEY) {
    throw new NotPlainData('', `an object of the reserved key ${BIGINT_KEY}`)
  }
  let text = ''
  for (const key of keys) {
    const entry = (value as Record<string, unknown>)[key]
    if (entry !== undefined) text += `${text ? ',' : ''}${JSON.stringify(key)}:${encode(entry)}`
  }
  return `{${text}}`
}

/** Goes the same way again, to where it fails. */
function refuseWithPlace(value: unknown, path: string): void {
  if (typeof value === 'object' && value !== null) {
    const prefix = Array.isArray(value) ? `${path}[` : path && `${path}.`
    const suffix = Array.isArray(value) ? ']' : ''
    for (const [key, entry] of Object.entries(value)) {
      if (entry !== undefined) refuseWithPlace(entry, `${prefix}${key}${suffix}`)
    }
  }
  try {
    encode(value)
  } catch (error) {
    if (error instanceof NotPlainData) throw new NotPlainData(path, error.what)
    throw error
  }
}

/** Throws `SyntaxError` on text that {@link encodePlainData} did not write. */
export function decodePlainData(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const digits = (value as Record<string, unknown>)[BIGINT_KEY]
    return typeof digits === 'string' && Object.keys(value).length === 1 ? BigInt(digits) : value
  })
}
