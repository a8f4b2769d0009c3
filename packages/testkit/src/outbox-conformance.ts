/** What the outbox of every store must do; called within the suite of each store. */
import type { NewRecord, Outbox } from '@oasis/ports'
import { expect, test } from 'vitest'

export const testRecord = (n: number): NewRecord => ({
  topic: 'trading.order-events',
  key: 'coinbase.main.paper',
  value: n % 7 === 0 ? undefined : Uint8Array.of(n, 0, 255),
  headers: { 'event-id': `event-${n}` },
})

interface OutboxUnderTest {
  readonly store: Outbox
  /** Each call is one of the store's own transactions. */
  readonly write: (records: readonly NewRecord[]) => Promise<void>
}

/** `use` is called once at the beginning of each test. */
export function outboxTests(use: () => OutboxUnderTest): void {
  test('the outbox keeps the order of writing until it is marked, tombstones included', async () => {
    const { store, write } = use()
    await write([testRecord(1), testRecord(7)])
    await write([testRecord(3)])
    const entries = await store.pendingEntries(2)
    expect(entries.map(({ id, ...entry }) => entry)).toEqual([testRecord(1), testRecord(7)])
    await store.markPublished(entries[1]?.id ?? 0)
    expect((await store.pendingEntries(10)).map((entry) => entry.headers)).toEqual([testRecord(3).headers])
  })

  test('a record of any bytes is kept whole, however long, with any text in its headers', async () => {
    const { store, write } = use()
    const value = Uint8Array.from({ length: 1_100_000 }, (_, n) => n % 256)
    const large = { ...testRecord(1), value, headers: { 'event-id': 'a\0b \ud800 ключ' } }
    await write([large])
    const [entry] = await store.pendingEntries(10)
    expect(entry?.headers).toEqual(large.headers)
    expect(Buffer.from(entry?.value ?? []).equals(value)).toBe(true)
  })

  test('ids of the outbox grow, also after everything was published', async () => {
    const { store, write } = use()
    await write([testRecord(1)])
    const [first] = await store.pendingEntries(10)
    await store.markPublished(first?.id ?? 0)
    await write([testRecord(2), testRecord(3)])
    const later = await store.pendingEntries(10)
    expect(later.map((entry) => entry.headers['event-id'])).toEqual(['event-2', 'event-3'])
    expect(later[0]?.id).toBeGreaterThan(first?.id ?? 0)
    expect(later[1]?.id).toBeGreaterThan(later[0]?.id ?? 0)
  })

  test('marking an older entry again brings nothing back', async () => {
    const { store, write } = use()
    await write([testRecord(1), testRecord(2)])
    const [first, second] = await store.pendingEntries(10)
    await store.markPublished(second?.id ?? 0)
    await store.markPublished(first?.id ?? 0)
    expect(await store.pendingEntries(10)).toEqual([])
  })
}
