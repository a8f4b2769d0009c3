/** Wire text → frame, in pure functions; the clock is an argument. Never throws: what is no frame is a reason. */
import { parseRfc3339, type UnixNanos } from '@oasis/domain'
import type { FeedFrame, FeedMessage } from '@oasis/ports'
import { parseHeartbeat } from './channels/heartbeats.ts'
import { parseLevel2 } from './channels/level2.ts'
import { parseMarketTrades } from './channels/market-trades.ts'
import { parseSubscriptions } from './channels/subscriptions.ts'
import { parseTicker } from './channels/ticker.ts'
import { type Envelope, envelopeSchema, errorSchema, eventsOf } from './envelope.ts'
import { scanBookFrame } from './l2-scanner.ts'

export type ParsedFrame =
  | { readonly ok: true; readonly frame: FeedFrame }
  | { readonly ok: false; readonly reason: string }

type EventParser = (event: unknown) => FeedMessage | readonly FeedMessage[]

const PARSERS: Readonly<Record<string, EventParser>> = {
  l2_data: parseLevel2,
  market_trades: parseMarketTrades,
  ticker: parseTicker,
  ticker_batch: parseTicker,
  heartbeats: parseHeartbeat,
  subscriptions: parseSubscriptions,
}

export function parseFrame(text: string, tsInit: UnixNanos): ParsedFrame {
  const frame = scanBookFrame(text, tsInit)
  if (frame !== undefined) return { ok: true, frame }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'not JSON' }
  }
  try {
    return { ok: true, frame: frameOf(value, tsInit) }
  } catch (error) {
    return { ok: false, reason: firstLine(error) }
  }
}

function frameOf(value: unknown, tsInit: UnixNanos): FeedFrame {
  // Looked at first, because letting zod find out that a frame is no error costs more than all the rest.
  if (isObject(value) && value.channel === undefined && value.type === 'error') {
    const message: FeedMessage = { kind: 'ERROR', message: errorSchema.parse(value).message }
    return { channel: 'error', sequence: undefined, tsEvent: tsInit, tsInit, messages: [message] }
  }
  const envelope = envelopeSchema.parse(value)
  return {
    channel: envelope.channel,
    sequence: envelope.sequence_num,
    tsEvent: envelope.timestamp === undefined ? tsInit : parseRfc3339(envelope.timestamp),
    tsInit,
    messages: messagesOf(envelope),
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function messagesOf(envelope: Envelope): readonly FeedMessage[] {
  const { channel } = envelope
  const parse = Object.hasOwn(PARSERS, channel) ? PARSERS[channel] : undefined
  return parse === undefined ? [{ kind: 'OTHER' }] : eventsOf(envelope).flatMap(parse)
}

/** zod's messages are JSON over many lines; a log wants one. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replaceAll(/\s+/g, ' ').slice(0, 300)
}
