/** What becomes of a command reaches clients whatever happens between the store of commands and that of the read models. */
import type { ReadModelStore } from '@oasis/ports'
import { openReadModelStore } from '@oasis/store-sql'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { type ApiWorld, openWorld } from './api-world.ts'
import { until } from './until.ts'

let readModels: ReadModelStore
beforeEach(async () => {
  readModels = await openReadModelStore({ path: ':memory:', durability: 'process' })
  onTestFinished(() => readModels.close())
})

async function world(options: Parameters<typeof openWorld>[0]): Promise<ApiWorld> {
  const opened = await openWorld(options)
  onTestFinished(() => opened.close())
  return opened
}

/** As clients are told of it, in order. */
async function told(): Promise<string[]> {
  const { entries } = await readModels.journal(0, 100)
  return entries.flatMap((entry) => (entry.kind === 'COMMAND' ? [JSON.parse(entry.value.json).state] : []))
}

const pause = (on: ApiWorld, token: string) =>
  on.ask('PUT', '/api/v1/bot/status', { token, body: { status: 'PAUSED', reason: 'a test' } })

const failingOnce = (failures: number): ReadModelStore => {
  let left = failures
  return {
    ...readModels,
    commit: async (write) => {
      if (write.commandChanges && left-- > 0) throw new Error('the read models are away')
      await readModels.commit(write)
    },
  }
}

test('a process that ends between the two stores has it told by the next one, once', async () => {
  const dying = await openWorld({ ports: { readModels: failingOnce(Number.POSITIVE_INFINITY) } })
  onTestFinished(() => dying.close())
  const { token } = await dying.as('operator')
  const { body } = await pause(dying, token)
  await until('APPLIED', async () => {
    const { body: now } = await dying.ask('GET', `/api/v1/commands/${body.id}`, { token })
    return now.state === 'APPLIED' || undefined
  })
  await dying.api.stop()
  expect(await told()).toEqual([])
  const { store, secret } = dying
  const next = await world({ ports: { store, secret, readModels, bus: dying.owners.bus } })
  await until('it to be told', async () => (await told()).length > 0 || undefined)
  expect(await told()).toEqual(['APPLIED'])
  await until('that to be known', async () => (await store.untoldCommands()).length === 0 || undefined)
  await next.api.stop()
  await world({ ports: { store, secret, readModels, bus: dying.owners.bus } })
  expect(await told()).toEqual(['APPLIED'])
})

test('while the read models are away every change waits for them, in its order', async () => {
  const on = await world({ ports: { readModels: failingOnce(3) } })
  const { token } = await on.as('operator')
  await pause(on, token)
  await until('both', async () => (await told()).length === 2 || undefined)
  expect(await told()).toEqual(['PENDING', 'APPLIED'])
  expect(await on.store.untoldCommands()).toEqual([])
})
