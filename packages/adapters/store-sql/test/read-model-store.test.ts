import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildOrder, readModelConformance } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { openReadModelStore } from '../src/index.ts'

readModelConformance('SQLite', () => openReadModelStore({ path: ':memory:', durability: 'process' }))

test('everything is there, and is found by any filter, after the file is opened again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ots-read-models-'))
  const open = () => openReadModelStore({ path: join(folder, 'read-models.sqlite'), durability: 'process' })
  try {
    const first = await open()
    const { epoch } = await first.load()
    await first.commit({ orders: [{ seq: 1, value: buildOrder(1) }] })
    await first.close()
    const second = await open()
    expect(await second.load()).toMatchObject({ epoch, lastSeq: 1 })
    // Another facet after opening: its number must be another one, too.
    await second.commit({ orders: [{ seq: 2, value: buildOrder(2, {}, { side: 'SELL' }) }] })
    expect((await second.listOrders({ sides: ['BUY'] }, { limit: 5 })).map(({ seq }) => seq)).toEqual([1])
    expect((await second.listOrders({ sides: ['SELL'] }, { limit: 5 })).map(({ seq }) => seq)).toEqual([2])
    await second.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
