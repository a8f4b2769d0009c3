/** What clients are told, as server-sent events: each entry of the journal as frames of the topics that it belongs to. */
import { type AccountEvent, formatRfc3339 } from '@oasis/domain'
import type { JournalEntry } from '@oasis/ports'
import { feedJson } from '../routes/market.ts'
import { denialJson } from '../views/decision-json.ts'
import { fillJson, orderJson } from '../views/order-json.ts'

export const LIVE_TOPICS = [
  'portfolio',
  'orders',
  'fills',
  'commands',
  'feeds',
  'quotes',
  'trades',
  'candles',
] as const
export type LiveTopic = (typeof LIVE_TOPICS)[number]

/** Topics as bits, so that clients of the same choice share what is sent. */
export const bitOf = (topic: LiveTopic): number => 1 << LIVE_TOPICS.indexOf(topic)

export interface Frame {
  readonly topic: number
  /** Without an id and without the empty line that ends it. */
  readonly text: string
}

export function frame(topic: LiveTopic, event: string, data: unknown): Frame {
  return { topic: bitOf(topic), text: `event: ${event}\ndata: ${JSON.stringify(data)}\n` }
}

/** Commands are kept as JSON. */
const jsonFrame = (topic: LiveTopic, event: string, json: string): Frame => ({
  topic: bitOf(topic),
  text: `event: ${event}\ndata: ${json}\n`,
})

export function framesOf(entry: JournalEntry): readonly Frame[] {
  switch (entry.kind) {
    case 'ACCOUNT':
      return accountFrames(entry.value)
    case 'DENIAL':
      return [frame('orders', 'denial', denialJson(entry.value))]
    case 'FEED':
      return [frame('feeds', 'feed', feedJson(entry.value))]
    case 'COMMAND':
      return [jsonFrame('commands', 'command', entry.value.json)]
    case 'CONTROL': {
      const { commandId, action, outcome, reason, issuedBy, ts } = entry.value
      const data = { commandId, kind: action, outcome, reason, by: issuedBy, ts: formatRfc3339(ts) }
      return [frame('commands', 'control', data)]
    }
  }
}

function accountFrames({ accountId, accountSeq, ts, body }: AccountEvent): readonly Frame[] {
  const place = { accountId, accountSeq, ts: formatRfc3339(ts) }
  switch (body.kind) {
    case 'ORDER':
      return [frame('orders', 'order', { ...place, trigger: body.trigger, order: orderJson(body.order) })]
    case 'EXECUTION':
      return [
        frame('fills', 'fill', { ...place, fill: fillJson(body.execution) }),
        frame('orders', 'order', { ...place, trigger: 'EXECUTION', order: orderJson(body.order) }),
      ]
    case 'RESET':
      return [frame('orders', 'reset', { ...place, reason: body.reason })]
    case 'ADJUSTMENT':
      return []
  }
}

/**
 * Those frames of one entry that are of the topics. The last of them alone bears the id: whoever has seen the id has seen
 * all of the entry.
 */
export function textOf(frames: readonly Frame[], topics: number, id: string): string {
  const chosen = frames.filter(({ topic }) => (topic & topics) !== 0)
  return chosen
    .map(({ text }, i) => (i === chosen.length - 1 ? `id: ${id}\n${text}\n` : `${text}\n`))
    .join('')
}
