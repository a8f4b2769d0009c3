import { createHash } from 'node:crypto'

const MAX_LENGTH = 63
const HASH_LENGTH = 10

/**
 * The schema of one of several stores of a kind: `strategy_trend_btc_1f0c9a2b3d` for `strategy` and "trend-btc". Readable, and
 * another one for each id, whatever characters and length it has.
 */
export function schemaFor(kind: string, id: string): string {
  const hash = createHash('sha256').update(id).digest('hex').slice(0, HASH_LENGTH)
  const readable = `${kind}_${id.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`
  return `${readable.slice(0, MAX_LENGTH - HASH_LENGTH - 1)}_${hash}`
}
