/** The heartbeat says that the order manager answers, and nothing else does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UnixNanos } from '@oasis/domain'
import type { RpcClient } from '@oasis/ports'
import { createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { afterAll, expect, test } from 'vitest'
import { BEAT_INTERVAL_MS, createHeartbeat } from '../src/heartbeat/heartbeat.ts'
import { HEARTBEAT_FILE, readBeat, writeBeat } from '../src/heartbeat/heartbeat-file.ts'

const root = mkdtempSync(join(tmpdir(), 'ots-heartbeat-'))
afterAll(() => rmSync(root, { recursive: true }))
const folderOf = (): string => mkdtempSync(join(root, 'data-'))

test('beats while the order manager answers, stands while it does not, and goes on when it does again', async () => {
  const folder = folderOf()
  const scheduler = createVirtualScheduler({ startAt: 0n as UnixNanos })
  let answer: 'AT_ONCE' | 'ERROR' | 'NEVER' = 'AT_ONCE'
  const call = () => {
    if (answer === 'ERROR') return Promise.reject(new Error('UNAVAILABLE'))
    return answer === 'NEVER' ? new Promise(() => {}) : Promise.resolve({})
  }
  // The heartbeat calls one method, and takes no notice of what it answers.
  const rpc = { call } as unknown as RpcClient
  const heartbeat = createHeartbeat({ rpc, scheduler, logger: createSilentLogger() }, folder)
  /** How many new beats a watcher sees within so many intervals. */
  const beats = async (intervals: number): Promise<number> => {
    const seen = new Set([readBeat(folder)])
    for (let each = 0; each < intervals * 2; each += 1) {
      await scheduler.runUntilSettled(scheduler.sleep(BEAT_INTERVAL_MS / 2))
      seen.add(readBeat(folder))
    }
    return seen.size - 1
  }
  await heartbeat.start()
  expect(await beats(10)).toBeGreaterThanOrEqual(9)
  answer = 'ERROR'
  expect(await beats(10)).toBeLessThanOrEqual(1)
  expect(heartbeat.health().ready).toBe(false)
  answer = 'AT_ONCE'
  expect(await beats(10)).toBeGreaterThanOrEqual(9)
  answer = 'NEVER'
  expect(await beats(10)).toBeLessThanOrEqual(1)
  await heartbeat.stop()
})

test('no beat of one life is ever that of another: a restart is a sign of life', () => {
  const folder = folderOf()
  const seen = new Set<string | undefined>()
  for (const life of ['a', 'b']) {
    for (let beat = 0; beat < 3; beat += 1) {
      writeBeat(folder, { process: life, beat })
      seen.add(readBeat(folder))
    }
  }
  expect(seen.size).toBe(6)
})

test.each([
  ['that is not there', undefined],
  ['that is empty', ''],
  ['that is cut short', '{"process":"a","be'],
  ['that says something else', '{"beat":"1"}'],
  ['of any size', `{"process":"a","beat":1${' '.repeat(10_000)}}`],
])('a file %s is no beat', (_what, content) => {
  const folder = folderOf()
  if (content !== undefined) writeFileSync(join(folder, HEARTBEAT_FILE), content)
  expect(readBeat(folder)).toBeUndefined()
})
