/**
 * A replay that is killed again and again in one folder: after each death it is taken up by the same command, and what
 * it comes to in the end is what an undisturbed one comes to. With `OTS_KILLS`, as in CI, it dies at 25 frames of the whole
 * recording and at every marked crash point; without, at a few, and of the snapshots only the best levels are kept.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CRASH_POINTS } from '@oasis/ports'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runOts } from './support/ots-process.ts'
import { recordedLines, recording, withShallowSnapshots, writeCapture } from './support/recording.ts'

const FRAMES = 1030
const MANY = process.env.OTS_KILLS !== undefined
const frames = MANY ? 25 : 3
/** The first, the last, and between them. */
const frameDeaths = Array.from(
  { length: frames },
  (_, n) => `frame:${1 + Math.floor((n * (FRAMES - 1)) / (frames - 1))}`,
)
/** Commands do not come in a replay. */
const points = CRASH_POINTS.filter((point) => point !== 'command')
const pointDeaths = points.map((point, n) => `${point}:${1 + (n % 3)}`).filter((_, n) => MANY || n % 4 === 0)

const folder = mkdtempSync(join(tmpdir(), 'ots-resume-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Every frame of the recording, so that deaths are at the same ones in either form. */
const shallow = join(folder, 'shallow.jsonl')
const capture = MANY ? (recording ?? '') : shallow

const replay = (kept: string, more: { n?: number; crashAt?: string } = {}) =>
  runOts(
    [
      ...['replay', capture, '--strategy', 'every-n-ticks', '--param', `n=${more.n ?? 5}`],
      ...['--param', 'quantity=0.001', '--latency', '20ms', '--speed', 'max', '--json', '--resume', kept],
    ],
    { cwd: folder, ...(more.crashAt === undefined ? {} : { env: { OTS_CRASH_AT: more.crashAt } }) },
  )

describe.skipIf(recording === undefined)('a replay killed on its way', () => {
  let undisturbed: unknown

  const withoutTime = (stdout: string): unknown => ({ ...JSON.parse(stdout), wallMs: 0 })

  beforeAll(async () => {
    if (!MANY) {
      const lines = withShallowSnapshots(recordedLines(recording ?? ''), 500)
      writeCapture(
        shallow,
        lines.map(({ text }) => text),
      )
    }
    undisturbed = withoutTime((await replay(join(folder, 'undisturbed'))).stdout)
  }, 30_000)

  test.each([
    ['at frames spread over the recording', frameDeaths],
    ['at each marked crash point', pointDeaths],
  ])(
    '%s, each time taken up again, comes to the same',
    async (_where, deaths) => {
      const kept = join(folder, `killed-${deaths[0]?.replace(/\W/g, '-')}`)
      for (const crashAt of deaths) {
        const { code, stdout } = await replay(kept, { crashAt })
        expect({ crashAt, code, stdout }).toEqual({ crashAt, code: null, stdout: '' })
      }
      const { code, stdout, stderr } = await replay(kept)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(withoutTime(stdout)).toEqual(undisturbed)
    },
    180_000,
  )

  test('an unfinished one is not taken up with other settings, and loses nothing by the attempt', async () => {
    const kept = join(folder, 'other-settings')
    await replay(kept, { crashAt: 'frame:500' })
    const refused = await replay(kept, { n: 7 })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('unfinished replay')
    expect(withoutTime((await replay(kept)).stdout)).toEqual(undisturbed)
  }, 30_000)

  test('after its end the next replay goes on from its state', async () => {
    const kept = join(folder, 'twice')
    const first = JSON.parse((await replay(kept)).stdout)
    const second = JSON.parse((await replay(kept)).stdout)
    expect(second.executions).toBeGreaterThanOrEqual(first.executions)
    expect(second.stateHash).not.toBe(first.stateHash)
  }, 30_000)
})

test('a crash point that does not exist is refused before anything is touched', async () => {
  const { code, stderr } = await runOts(['replay', 'none.jsonl'], {
    cwd: folder,
    env: { OTS_CRASH_AT: 'somewhere' },
  })
  expect(code).toBe(2)
  expect(stderr).toContain('order-committed')
})
