import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRealScheduler, createSqliteCheckpointer } from '@oasis/runtime'
import { type BusUnderTest, busConformance } from '@oasis/testkit'
import { afterAll } from 'vitest'
import { createEmbeddedBus, type EmbeddedBusOptions } from '../src/index.ts'

const checkpointer = createSqliteCheckpointer({ intervalMs: 5 })
afterAll(() => checkpointer.close())

async function openOnDisk(
  options: Pick<EmbeddedBusOptions, 'durability'> & { offThread: boolean },
): Promise<BusUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-bus-'))
  const open = () =>
    createEmbeddedBus({
      path: join(folder, 'bus.db'),
      scheduler: createRealScheduler(),
      durability: options.durability,
      ...(options.offThread ? { checkpointer } : {}),
    })
  let bus = await open()
  return {
    bus,
    reopen: async () => {
      await bus.close()
      bus = await open()
      return bus
    },
    dispose: async () => {
      await bus.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

busConformance('embedded bus, surviving the process', () =>
  openOnDisk({ durability: 'process', offThread: false }),
)
busConformance('embedded bus, surviving power loss, checkpointed by a worker', () =>
  openOnDisk({ durability: 'power', offThread: true }),
)
