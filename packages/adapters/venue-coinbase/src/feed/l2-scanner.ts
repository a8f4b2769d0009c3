/**
 * Reads an `l2_data` frame without building JSON objects: level-2 is nine tenths of the traffic, and its snapshots
 * have tens of thousands of levels. It knows exactly the shape that the venue writes and gives up (undefined) at the
 * first character that differs; the caller then parses the frame as general JSON, which decides whether it is odd or
 * broken. So this file can be fast without being trusted with what is valid. A level's `event_time` is not read.
 */
import { type BookChange, parseRfc3339, type UnixNanos } from '@oasis/domain'
import type { FeedFrame, FeedMessage } from '@oasis/ports'
import { TextCursor } from './text-cursor.ts'

/** Undefined: not exactly the usual shape. */
export function scanBookFrame(text: string, tsInit: UnixNanos): FeedFrame | undefined {
  const cursor = new TextCursor(text)
  if (!cursor.accept('{"channel":"l2_data",')) return undefined
  cursor.accept('"client_id":"",')
  if (!cursor.accept('"timestamp":"')) return undefined
  const timestamp = cursor.textToQuote()
  if (!cursor.accept(',"sequence_num":')) return undefined
  const sequence = cursor.integer()
  if (!cursor.accept(',"events":[{"type":"')) return undefined
  const message = scanEvent(cursor)
  if (timestamp === undefined || sequence === undefined || message === undefined) return undefined
  if (!cursor.accept('}]}') || !cursor.atEnd()) return undefined
  try {
    return { channel: 'l2_data', sequence, tsEvent: parseRfc3339(timestamp), tsInit, messages: [message] }
  } catch {
    return undefined
  }
}

function scanEvent(cursor: TextCursor): FeedMessage | undefined {
  const kind = cursor.accept('snapshot"')
    ? 'BOOK_SNAPSHOT'
    : cursor.accept('update"')
      ? 'BOOK_UPDATE'
      : undefined
  if (kind === undefined || !cursor.accept(',"product_id":"')) return undefined
  const symbol = cursor.textToQuote()
  if (symbol === undefined || !cursor.accept(',"updates":[')) return undefined
  const changes: BookChange[] = []
  do {
    const change = scanChange(cursor)
    if (change === undefined) return undefined
    changes.push(change)
  } while (cursor.accept(','))
  return cursor.accept(']') ? { kind, symbol, changes } : undefined
}

function scanChange(cursor: TextCursor): BookChange | undefined {
  const bid = cursor.accept('{"side":"bid","event_time":"')
  if (!bid && !cursor.accept('{"side":"offer","event_time":"')) return undefined
  if (!cursor.skipUnread() || !cursor.accept(',"price_level":"')) return undefined
  const price = cursor.price()
  if (price === undefined || !cursor.accept(',"new_quantity":"')) return undefined
  const quantity = cursor.quantity()
  if (quantity === undefined || !cursor.accept('}')) return undefined
  return { side: bid ? 'BID' : 'ASK', price, quantity }
}
