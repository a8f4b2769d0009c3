import { orderService } from '@oasis/contracts'
import { TEST_ACCOUNT } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { createWorld, startDesk } from './fixture.ts'

test('a request for an epoch whose caller has gone takes none', async () => {
  const world = await createWorld()
  const desk = await startDesk(world)
  const { riskEpoch: before } = await world.store.loadAccount(TEST_ACCOUNT)
  const caller = new AbortController()
  const request = { accountId: TEST_ACCOUNT, takeEpoch: true }
  const options = { timeoutMs: 5_000, signal: caller.signal }
  const asking = Array.fromAsync(desk.rpc.stream(orderService.snapshot, request, options))
  asking.catch(() => {})
  caller.abort()
  await world.pass()
  await expect(asking).rejects.toMatchObject({ status: 'CANCELLED' })
  expect((await world.store.loadAccount(TEST_ACCOUNT)).riskEpoch).toBe(before)
})
