/** JSON in which bigints survive, as `{"$n":"…"}`: for the journal and for the ledger over HTTP. */
const TAG = '$n'

/** Copying first is several times as fast as a replacer, which is called back for each value. */
function tagged(value: unknown): unknown {
  if (typeof value === 'bigint') return { [TAG]: String(value) }
  if (Array.isArray(value)) return value.map(tagged)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, tagged(part)]))
}

export const encodeExact = (value: unknown): string => JSON.stringify(tagged(value))

/** What has such a text is the caller's to know. */
export const decodeExact = (text: string): unknown =>
  JSON.parse(text, (_, part: unknown) => (isTagged(part) ? BigInt(part[TAG]) : part))

const isTagged = (part: unknown): part is { readonly [TAG]: string } =>
  typeof part === 'object' && part !== null && TAG in part && typeof part[TAG] === 'string'
