/** Users and audit entries written by a terminal beside the service that runs on the same store. */
import { StaleWrite } from '@oasis/ports'
import { buildAuditEntry, buildUser, testRecord } from '@oasis/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { openControlCenterGuest, openControlCenterStore } from '../../src/index.ts'
import { useTestDatabase } from './test-database.ts'

const database = useTestDatabase()

async function both() {
  const options = database.fresh()
  const store = await openControlCenterStore(options)
  onTestFinished(() => store.close())
  const guest = await openControlCenterGuest(options)
  onTestFinished(() => guest.close())
  return { store, guest, options }
}

test('a guest writes, and the service goes on writing', async () => {
  const { store, guest } = await both()
  await store.commit({ audit: [buildAuditEntry(1)] })
  await guest.commit({ users: [buildUser()], audit: [buildAuditEntry(2)] })
  await store.commit({ audit: [buildAuditEntry(3)], outbox: [testRecord(1)] })
  expect(await store.users()).toEqual([buildUser()])
  expect((await guest.auditEntries({ limit: 9 })).map(({ seq }) => seq)).toEqual([3, 2, 1])
  expect(await guest.pendingEntries(9)).toEqual([])
})

test('neither writes over what the other has written meanwhile: nothing of the later one is kept', async () => {
  const { store, guest } = await both()
  await store.commit({ users: [buildUser()], audit: [buildAuditEntry(1)] })
  const changed = { ...buildUser(), disabled: true, version: 2 }
  await expect(guest.commit({ users: [changed], audit: [buildAuditEntry(1)] })).rejects.toThrow(StaleWrite)
  expect(await store.users()).toEqual([buildUser()])
  await guest.commit({ users: [changed], audit: [buildAuditEntry(2)] })
  await expect(store.commit({ users: [changed], audit: [buildAuditEntry(3)] })).rejects.toThrow(StaleWrite)
  await expect(store.commit({ audit: [buildAuditEntry(2)] })).rejects.toThrow(StaleWrite)
  expect(await store.users()).toEqual([changed])
  expect((await store.auditHead())?.seq).toBe(2)
})

test('writes of both at once are all there, in one order', async () => {
  const { store, guest } = await both()
  const write = async (one: typeof store, seqs: readonly number[]) => {
    for (const seq of seqs) await one.commit({ audit: [buildAuditEntry(seq)] })
  }
  const numbers = (first: number) => Array.from({ length: 40 }, (_, i) => first + 2 * i)
  await Promise.all([write(store, numbers(1)), write(guest, numbers(2))])
  const seqs: number[] = []
  for await (const { seq } of store.wholeAudit()) seqs.push(seq)
  expect(seqs).toEqual(Array.from({ length: 80 }, (_, i) => i + 1))
})

test('a guest comes to tables that are there, makes none, and publishes nothing', async () => {
  const options = database.fresh({ openTimeoutMs: 100 })
  await expect(openControlCenterGuest(options)).rejects.toMatchObject({ code: 'OTS_SCHEMA_UNKNOWN' })
  const { guest } = await both()
  await expect(guest.commit({ outbox: [testRecord(1)] })).rejects.toThrow('only the service itself')
})
