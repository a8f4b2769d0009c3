/** The recorded Advanced Trade session, where the recordings are at hand. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openCapture } from '@oasis/venue-coinbase'

const FOLDER =
  process.env.OTS_RECORDINGS_DIR ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))
const SESSION = join(FOLDER, 'ws/at_2026-08-09_btc-eth_l2_trades_ticker_candles_hb.jsonl.gz')

export interface RecordedFrames {
  readonly snapshots: readonly string[]
  readonly updates: readonly string[]
  readonly all: readonly string[]
}

/** Throws, saying what to do, where there is no recording: a synthetic one would give other figures. */
export async function recordedFrames(): Promise<RecordedFrames> {
  if (!existsSync(SESSION)) {
    throw new Error(`this benchmark needs the recording ${SESSION}; set OTS_RECORDINGS_DIR to its folder`)
  }
  const capture = await openCapture(SESSION)
  const all: string[] = []
  for await (const { text } of capture.frames()) all.push(text)
  const book = all.filter((text) => text.startsWith('{"channel":"l2_data"'))
  const isSnapshot = (text: string) => text.slice(0, 300).includes('"type":"snapshot"')
  return { all, snapshots: book.filter(isSnapshot), updates: book.filter((text) => !isSnapshot(text)) }
}
