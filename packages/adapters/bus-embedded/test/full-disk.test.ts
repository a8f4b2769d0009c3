/** A real full disk: a small tmpfs, which takes root to mount. */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bus } from '@oasis/ports'
import { createRealScheduler } from '@oasis/runtime'
import { afterAll, expect, test } from 'vitest'
import { createEmbeddedBus } from '../src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-full-'))
const mounted = mount(['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
if (!mounted)
  console.warn('SKIPPED: full disk and read-only folder, because no tmpfs can be mounted here (needs root)')

function mount(args: readonly string[]): boolean {
  try {
    execFileSync('mount', args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

afterAll(() => {
  if (mounted) execFileSync('umount', [folder])
  rmdirSync(folder)
})

const topic = { name: 't', partitions: 1, retentionMs: undefined, compacted: false, groupCommit: true }
const open = () =>
  createEmbeddedBus({ path: join(folder, 'bus.db'), scheduler: createRealScheduler(), durability: 'process' })

function fillDisk(): void {
  const descriptor = openSync(join(folder, 'ballast'), 'w')
  try {
    for (const size of [65_536, 4_096]) {
      try {
        for (;;) writeSync(descriptor, Buffer.alloc(size))
      } catch {
        // No room for more of this size.
      }
    }
  } finally {
    closeSync(descriptor)
  }
}

const publish = (bus: Bus, key: string) =>
  bus.publish([0, 1, 2].map((n) => ({ topic: 't', key, value: new Uint8Array(5_000).fill(n), headers: {} })))

async function keys(bus: Bus): Promise<string[]> {
  const found: string[] = []
  const subscription = await bus.subscribe({
    group: `reader-${Math.random()}`,
    topics: ['t'],
    startAt: 'earliest',
    onBatch: (records) => {
      for (const record of records) found.push(`${record.offset} ${record.key}`)
    },
  })
  await subscription.caughtUp
  await subscription.close()
  return found
}

test.skipIf(!mounted)(
  'a full disk refuses the write and keeps nothing of it; with space again it goes on',
  async () => {
    let bus = await open()
    await bus.createTopics([topic])
    await publish(bus, 'before')
    fillDisk()
    const full = expect.objectContaining({ code: 'OTS_DISK_FULL' })
    let refused = 0
    // Pages that SQLite holds already can still be written over, so not every write need fail.
    const written = ['0 before', '1 before', '2 before']
    for (let n = 0; n < 200; n++) {
      try {
        await publish(bus, `${n}`)
        for (let i = 0; i < 3; i++) written.push(`${written.length} ${n}`)
      } catch (error) {
        expect(error).toEqual(full)
        refused++
      }
    }
    expect(refused).toBeGreaterThan(0)
    expect(await keys(bus)).toEqual(written)
    rmSync(join(folder, 'ballast'))
    await publish(bus, 'after')
    for (let i = 0; i < 3; i++) written.push(`${written.length} after`)
    expect(await keys(bus)).toEqual(written)
    await bus.close()
    bus = await open()
    expect(await keys(bus)).toEqual(written)
    await bus.close()
  },
)

test.skipIf(!mounted)('a disk full at the start and a read-only one are told apart', async () => {
  fillDisk()
  await expect(
    createEmbeddedBus({
      path: join(folder, 'new.db'),
      scheduler: createRealScheduler(),
      durability: 'process',
    }),
  ).rejects.toMatchObject({ code: 'OTS_DISK_FULL' })
  rmSync(join(folder, 'ballast'))
  mount(['-o', 'remount,ro', folder])
  await expect(open()).rejects.toMatchObject({ code: 'OTS_DATA_DIR_UNUSABLE' })
})
