import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { derivedKey, verifyAudit } from '@oasis/control-center-api'
import { openControlCenterStore } from '@oasis/store-sql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditHead } from '../src/core/audit-chain.ts'
import { openWorld, TEST_SECRET } from './api-world.ts'

let folder: string
let head: AuditHead | undefined
const path = () => join(folder, 'store.sqlite')
const openStore = () => openControlCenterStore({ path: path(), durability: 'process' })
const heads = {
  read: async () => head,
  put: async (newest: AuditHead) => {
    head = newest
  },
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ots-audit-'))
  head = undefined
  await live()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Starts on the file, does a few things that are audited, and stops. */
async function live() {
  const store = await openStore()
  const world = await openWorld({ ports: { store, auditHeads: heads } })
  await world.as('viewer')
  await world.as('viewer')
  await world.close()
  await store.close()
}

async function verdict(known: AuditHead | undefined = head) {
  const store = await openStore()
  try {
    return await verifyAudit(store, derivedKey(TEST_SECRET, 'audit'), known)
  } finally {
    await store.close()
  }
}

/** As somebody who can write to the file, and has no key. */
function tamper(sql: string): void {
  const database = new DatabaseSync(path())
  database.exec(sql)
  database.close()
}

describe('the audit log', () => {
  test('as it was written is whole', async () => {
    const { entries, finding } = await verdict()
    expect(finding).toBeUndefined()
    expect(entries).toBe(head?.seq)
    expect(entries).toBeGreaterThan(5)
  })

  test.each([
    ['result', "UPDATE audit_log SET result = 'REFUSED' WHERE seq = 3"],
    ['time', 'UPDATE audit_log SET ts = ts + 1 WHERE seq = 3'],
    ['actor', "UPDATE audit_log SET actor = 'mallory' WHERE seq = 3"],
    ['what was set', `UPDATE audit_log SET after_json = '{"role":"viewer"}' WHERE seq = 3`],
    ['what it was before, put in', `UPDATE audit_log SET before_json = '{}' WHERE seq = 3`],
    ['mac', "UPDATE audit_log SET mac = replace(mac, substr(mac, 1, 1), 'x') WHERE seq = 3"],
  ])('whose %s was altered names the row', async (_what, sql) => {
    tamper(sql)
    expect((await verdict()).finding).toMatchObject({ kind: 'ALTERED', seq: 3 })
  })

  test('of which rows were deleted names the first', async () => {
    tamper('DELETE FROM audit_log WHERE seq IN (3, 4)')
    expect((await verdict()).finding).toMatchObject({
      kind: 'DELETED',
      seq: 3,
      detail: 'entries 3 to 4 are missing',
    })
  })

  test('whose first row was deleted names it', async () => {
    tamper('DELETE FROM audit_log WHERE seq = 1')
    expect((await verdict()).finding).toMatchObject({ kind: 'DELETED', seq: 1 })
  })

  test('of which two rows changed places names the first', async () => {
    tamper(
      'UPDATE audit_log SET seq = -1 WHERE seq = 3; UPDATE audit_log SET seq = 3 WHERE seq = 5; UPDATE audit_log SET seq = 5 WHERE seq = -1',
    )
    expect((await verdict()).finding).toMatchObject({
      kind: 'REORDERED',
      seq: 3,
      detail: 'what was written as entry 3 stands at 5',
    })
  })

  test('into which a row was put at its beginning names it', async () => {
    tamper(
      'INSERT INTO audit_log SELECT 0, ts, actor, role, address, action, target, before_json, after_json, result, mac FROM audit_log WHERE seq = 1',
    )
    expect((await verdict()).finding).toMatchObject({ kind: 'FOREIGN', seq: 0 })
  })

  test('that was cut off at its end is told by the head, and by nothing else', async () => {
    const last = head?.seq ?? 0
    tamper(`DELETE FROM audit_log WHERE seq > ${last - 2}`)
    expect((await verdict()).finding).toMatchObject({ kind: 'TRUNCATED', seq: last - 1 })
    // Without the head it cannot be known.
    expect((await verdict({ seq: 0, mac: '' })).finding).toBeUndefined()
  })

  test('that was emptied is told by the head', async () => {
    tamper('DELETE FROM audit_log')
    expect((await verdict()).finding).toMatchObject({ kind: 'TRUNCATED', seq: 1 })
  })

  test('that was cut off is not closed over by what is written later', async () => {
    const last = head?.seq ?? 0
    tamper(`DELETE FROM audit_log WHERE seq > ${last - 2}`)
    await live()
    expect(head?.seq).toBeGreaterThan(last)
    expect((await verdict()).finding).toMatchObject({ kind: 'DELETED', seq: last - 1 })
  })

  test('goes on after a restart', async () => {
    const before = head?.seq ?? 0
    await live()
    const { entries, finding } = await verdict()
    expect(finding).toBeUndefined()
    expect(entries).toBeGreaterThan(before)
  })
})
