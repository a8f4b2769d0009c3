/** The venue's public REST as far as services ask it at their start: reference data of whatever is asked for, and the time. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { formatRfc3339, type UnixNanos } from '@oasis/domain'

const BASE = '/api/v3/brokerage'

export function answerReference(request: IncomingMessage, response: ServerResponse, now: UnixNanos): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const answer = answerTo(pathname, searchParams.getAll('product_ids'), now)
  response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer ?? { error: 'NOT_FOUND' }))
}

function answerTo(path: string, products: readonly string[], now: UnixNanos): unknown {
  if (path === `${BASE}/time`) return { iso: formatRfc3339(now) }
  if (path === `${BASE}/market/products`) return { products: products.map(productOf) }
  if (path.startsWith(`${BASE}/market/products/`) && path.endsWith('/ticker')) return { trades: [] }
  return undefined
}

function productOf(symbol: string) {
  const [base = '', quote = ''] = symbol.split('-')
  return {
    ...{ product_id: symbol, base_currency_id: base, quote_currency_id: quote, status: 'online' },
    ...{ base_increment: '0.00000001', quote_increment: '0.01', price_increment: '0.01' },
    ...{ base_min_size: '0.00000001', base_max_size: '3400' },
    ...{ quote_min_size: '1', quote_max_size: '150000000' },
  }
}
