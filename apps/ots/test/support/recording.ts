/** The recorded Coinbase session, as lines; and copies of it with faults. It is no part of the repository. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'

const shared = fileURLToPath(new URL('../../../../../shared/data', import.meta.url))
const folder = join(process.env.OTS_RECORDINGS_DIR ?? shared, 'ws')
const name = existsSync(folder)
  ? readdirSync(folder).find((file) => file.startsWith('at_2026-08-09'))
  : undefined

/** Undefined where the recordings are absent: then the tests that need them are skipped. */
export const recording = name === undefined ? undefined : join(folder, name)

if (recording === undefined) {
  console.warn(`SKIPPED: no recorded Coinbase session in ${folder} (set OTS_RECORDINGS_DIR)`)
}

export interface WireLevel {
  readonly side: string
  readonly price_level: string
  readonly new_quantity: string
}

export interface WireTrade {
  readonly product_id: string
  readonly trade_id: string
  readonly price: string
  readonly size: string
  readonly side: string
}

/** As the venue has it, of any channel. */
export interface WireEvent {
  readonly type?: string
  readonly product_id: string
  readonly trades?: readonly WireTrade[]
  readonly updates?: readonly WireLevel[]
}

export interface Frame {
  readonly channel: string
  readonly timestamp: string
  readonly sequence_num: number
  readonly events: readonly WireEvent[]
}

export interface RecordedLine {
  readonly text: string
  /** Local receive time in seconds; undefined on lines that are no frame. */
  readonly receivedAt: number | undefined
  readonly frame: Frame | undefined
}

/** Of a recording that is there. */
export function recordedLines(file: string): RecordedLine[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n')
  return lines.filter((text) => text !== '').map(parseLine)
}

function parseLine(text: string): RecordedLine {
  const { t, ts, data } = JSON.parse(text) as { t: string; ts?: number; data?: string }
  if (t !== 'recv' || data === undefined) return { text, receivedAt: undefined, frame: undefined }
  return { text, receivedAt: ts, frame: JSON.parse(data) as Frame }
}

export function writeCapture(file: string, lines: readonly string[]): string {
  const text = `${lines.join('\n')}\n`
  writeFileSync(file, file.endsWith('.gz') ? gzipSync(text, { level: 1 }) : text)
  return file
}

/** The same session with only the best levels of its two snapshots of 70,000: a tenth of the size, the same faults. */
export function withShallowSnapshots(lines: readonly RecordedLine[], depth: number): RecordedLine[] {
  return lines.map((line) => {
    const event = line.frame?.events[0]
    if (line.frame?.channel !== 'l2_data' || event?.type !== 'snapshot') return line
    const frame = { ...line.frame, events: [{ ...event, updates: bestLevels(event, depth) }] }
    return { ...line, frame, text: JSON.stringify({ ...JSON.parse(line.text), data: JSON.stringify(frame) }) }
  })
}

function bestLevels({ updates = [] }: WireEvent, depth: number): WireLevel[] {
  const sorted = updates.toSorted((a, b) => Number(a.price_level) - Number(b.price_level))
  const bids = sorted.filter(({ side }) => side === 'bid')
  return [...bids.slice(-depth), ...sorted.filter(({ side }) => side === 'offer').slice(0, depth)]
}
