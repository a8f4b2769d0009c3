import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  buildAuditEntry,
  buildCommandRecord,
  buildUser,
  controlCenterStoreConformance,
  testRecord,
} from '@oasis/testkit'
import { expect, test } from 'vitest'
import { openControlCenterStore } from '../src/index.ts'

controlCenterStoreConformance('SQLite', () =>
  openControlCenterStore({ path: ':memory:', durability: 'process' }),
)

test('users, audit log, commands and outbox are there after the file is opened again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ots-control-center-store-'))
  const open = () => openControlCenterStore({ path: join(folder, 'store.db'), durability: 'process' })
  try {
    const first = await open()
    await first.commit({
      users: [buildUser()],
      audit: [buildAuditEntry(1)],
      commands: [buildCommandRecord(1)],
      outbox: [testRecord(1)],
    })
    await first.close()
    const second = await open()
    expect(await second.users()).toEqual([buildUser()])
    expect(await second.auditHead()).toEqual(buildAuditEntry(1))
    expect(await second.unsettledCommands()).toEqual([buildCommandRecord(1)])
    expect(await second.pendingEntries(10)).toHaveLength(1)
    await second.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
