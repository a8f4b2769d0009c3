/**
 * The order manager's heartbeat as a small file in its data folder, for whoever watches from another process. A beat
 * is a name that never comes twice: a reader learns from a new one that the writer lives, and needs no clock of it.
 */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export const HEARTBEAT_FILE = 'heartbeat.json'

const beatSchema = z.object({ process: z.string().min(1), beat: z.int().nonnegative() })

const MAX_BYTES = 4_096

/** Written aside and renamed: a reader finds a whole one or none. */
export function writeBeat(folder: string, beat: z.infer<typeof beatSchema>): void {
  const path = join(folder, HEARTBEAT_FILE)
  writeFileSync(`${path}.new`, `${JSON.stringify(beat)}\n`)
  renameSync(`${path}.new`, path)
}

/** Undefined where there is none, or none that can be read: both are no sign of life. */
export function readBeat(folder: string): string | undefined {
  try {
    const path = join(folder, HEARTBEAT_FILE)
    // Whatever else may stand there must not keep its reader waiting.
    const file = statSync(path)
    if (!file.isFile() || file.size > MAX_BYTES) return undefined
    const { process, beat } = beatSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    return `${process}/${beat}`
  } catch {
    return undefined
  }
}
