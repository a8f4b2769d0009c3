/**
 * A replay kept in a folder, which may be killed at any moment and begun again to the same end. What services do after
 * a crash is right for trading (an order that was written down and not sent is NOT_SENT) and wrong for an experiment
 * that must come out the same. So an interrupted run goes back to the state before it and takes its frames again, at
 * full speed up to the frame and the virtual time where it was killed; and whatever it had decided by then must be
 * decided again, or the replay is refused as not reproducible.
 *
 * `run.json` names the run while it lasts, `before/` is the state before it, `interrupted/` what a killed one left,
 * `cursor` the frames taken in and the virtual time.
 */
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { UnixNanos } from '@oasis/domain'
import { OtsError } from '@oasis/runtime'

export interface ReplayCursor {
  readonly frames: number
  readonly clock: UnixNanos
}

export interface ReplayRun {
  /** Where the interrupted run was; undefined for one that begins now. */
  readonly interruptedAt: ReplayCursor | undefined
  /** What it left, for comparison. */
  readonly interruptedFolder: string | undefined
  /** In the page cache when it returns: survives the process. */
  note(cursor: ReplayCursor): void
  /** It has come to its end: the next run in this folder goes on from here. */
  finish(): void
  close(): void
}

const STATE_FILE = /(\.sqlite(-wal|-shm)?|^halt-latch\.json)$/
const CURSOR_BYTES = 48

/** `identity`: capture and settings; another one is refused while a run is unfinished. */
export function beginReplayRun(folder: string, identity: string): ReplayRun {
  const at = (name: string) => join(folder, name)
  const unfinished = existsSync(at('run.json'))
  const interruptedAt = unfinished ? goBack(folder, identity) : undefined
  if (!unfinished) {
    for (const name of ['before', 'interrupted', 'cursor']) rmSync(at(name), { recursive: true, force: true })
    copyState(folder, at('before'))
    replaceFile(at('run.json'), JSON.stringify({ identity }))
  }
  const cursor = openSync(at('cursor'), 'w')
  return {
    interruptedAt,
    interruptedFolder: unfinished ? at('interrupted') : undefined,
    note: ({ frames, clock }) => {
      writeSync(cursor, `${frames} ${clock}`.padEnd(CURSOR_BYTES), 0)
    },
    finish: () => {
      rmSync(at('run.json'))
      for (const name of ['before', 'interrupted', 'cursor'])
        rmSync(at(name), { recursive: true, force: true })
    },
    close: () => closeSync(cursor),
  }
}

/** Idempotent: killed within, the next attempt does it again. */
function goBack(folder: string, identity: string): ReplayCursor {
  const known = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { identity?: unknown }
  if (known.identity !== identity) {
    throw new OtsError(
      'OTS_USAGE',
      `${folder} holds an unfinished replay of another recording or of other settings`,
      {
        hint: 'Resume it with the same recording and options, or choose another folder.',
      },
    )
  }
  const interruptedAt = readCursor(join(folder, 'cursor'))
  const interrupted = join(folder, 'interrupted')
  rmSync(interrupted, { recursive: true, force: true })
  mkdirSync(interrupted)
  for (const name of stateFiles(folder)) renameSync(join(folder, name), join(interrupted, name))
  for (const name of stateFiles(join(folder, 'before'))) {
    cpSync(join(folder, 'before', name), join(folder, name))
  }
  return interruptedAt
}

function readCursor(path: string): ReplayCursor {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const [frames = '', clock = ''] = text.trim().split(' ')
  if (!/^\d+$/.test(frames) || !/^\d+$/.test(clock)) return { frames: 0, clock: 0n as UnixNanos }
  return { frames: Number(frames), clock: BigInt(clock) as UnixNanos }
}

const stateFiles = (folder: string): string[] => readdirSync(folder).filter((name) => STATE_FILE.test(name))

/** Whole or not there. */
function copyState(from: string, to: string): void {
  const aside = `${to}.new`
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside)
  for (const name of stateFiles(from)) cpSync(join(from, name), join(aside, name))
  renameSync(aside, to)
}

function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
}
