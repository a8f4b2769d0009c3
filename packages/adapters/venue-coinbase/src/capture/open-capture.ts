/**
 * Opens a recording and reads what stands before its first connection: the time it was made, which is where virtual
 * time must begin, and the products. The frames stay in the file until they are asked for.
 */
import { basename } from 'node:path'
import type { Instrument, UnixNanos } from '@oasis/domain'
import { OtsError } from '@oasis/runtime'
import { parseProducts, productListSchema } from '../rest/products.ts'
import { type CaptureLine, captureError, parseCaptureLine } from './capture-line.ts'
import { readLines } from './read-lines.ts'

export interface CapturedFrame {
  readonly ts: UnixNanos
  readonly text: string
}

export interface Capture {
  /** The file's name without its endings; also the id of the connection that is replayed. */
  readonly name: string
  readonly startedAt: UnixNanos
  /** What the header says was recorded; empty where it does not say. */
  readonly symbols: readonly string[]
  readonly instruments: readonly Instrument[]
  /** May be read once. Rejects with `OTS_CAPTURE_UNREADABLE`, naming the line. */
  frames(): AsyncGenerator<CapturedFrame>
  close(): Promise<void>
}

interface NumberedLine {
  readonly number: number
  readonly line: CaptureLine
}

/** Rejects with `OTS_CAPTURE_UNREADABLE`. `lines` defaults to those of the file at `path`. */
export async function openCapture(
  path: string,
  lines: AsyncIterable<string> = readLines(path),
): Promise<Capture> {
  const name = captureName(path)
  const reader = numbered(lines, name)
  const instruments: Instrument[] = []
  let startedAt: UnixNanos | undefined
  let symbols: readonly string[] = []
  for (;;) {
    const { value: next } = await reader.next()
    if (startedAt === undefined && next?.line.t !== 'header') {
      throw captureError(name, 1, 'the header is missing')
    }
    if (next === undefined) throw captureError(name, 1, 'it ends before the first connection')
    const { line, number } = next
    if (line.t === 'header') {
      startedAt ??= line.recorded
      symbols = [...new Set(Object.values(line.config ?? {}).flat())].sort()
    } else if (line.t === 'http') instruments.push(...instrumentsOf(line, name, number))
    else if (startedAt !== undefined) {
      const frames = () => framesFrom(reader, next, name)
      return {
        name,
        startedAt,
        symbols,
        instruments,
        frames,
        close: async () => void (await reader.return(undefined)),
      }
    }
  }
}

const captureName = (path: string): string =>
  basename(path)
    .replace(/\.gz$/, '')
    .replace(/\.(jsonl|ndjson|json)$/, '')
    .replaceAll(/[^\x21-\x7e]/g, '_')

async function* numbered(
  lines: AsyncIterable<string>,
  name: string,
): AsyncGenerator<NumberedLine, undefined> {
  let number = 0
  try {
    for await (const text of lines) {
      number++
      if (text.trim() !== '') yield { number, line: parseCaptureLine(text, name, number) }
    }
  } catch (error) {
    if (error instanceof OtsError) throw error
    if (error instanceof Error && 'syscall' in error) {
      const options = { cause: error, hint: 'Check the path, and that the file may be read.' }
      throw new OtsError('OTS_CAPTURE_UNREADABLE', `${name} cannot be read: ${error.message}`, options)
    }
    throw captureError(name, number + 1, error instanceof Error ? error.message : String(error), error)
  }
  return undefined
}

function instrumentsOf(
  line: Extract<CaptureLine, { t: 'http' }>,
  name: string,
  number: number,
): readonly Instrument[] {
  if (!new URL(line.url).pathname.endsWith('/market/products')) return []
  try {
    return parseProducts(productListSchema.parse(JSON.parse(line.data)), line.ts).instruments
  } catch (error) {
    throw captureError(name, number, 'the recorded products cannot be read', error)
  }
}

/** One connection only: a second one would begin its sequence again under the same name. */
async function* framesFrom(
  reader: AsyncGenerator<NumberedLine, undefined>,
  first: NumberedLine,
  name: string,
): AsyncGenerator<CapturedFrame> {
  let connection: string | undefined
  for (let next: NumberedLine | undefined = first; next !== undefined; next = (await reader.next()).value) {
    const { line, number } = next
    if (line.t !== 'recv') continue
    connection ??= line.conn
    if (line.conn !== connection) throw captureError(name, number, 'a second connection cannot be replayed')
    yield { ts: line.ts, text: line.data }
  }
}
