import type { UnixNanos } from '@oasis/domain'
import type { Logger, RpcMethod } from '@oasis/ports'
import { createVirtualScheduler } from '@oasis/runtime'
import { expect, test } from 'vitest'
import { createInProcessRpc } from '../src/index.ts'

const codec = {
  schema: 'oasis.test.v1.Number',
  encode: (value: number) => Uint8Array.of(value),
  decode: (bytes: Uint8Array) => bytes[0] ?? 0,
}
const double: RpcMethod<number, number> = {
  service: 'Doubler',
  name: 'Double',
  request: codec,
  response: codec,
}
const start = 1_700_000_000_000_000_000n as UnixNanos

test('deadlines follow virtual time, to the nanosecond', async () => {
  const scheduler = createVirtualScheduler({ startAt: start })
  const rpc = createInProcessRpc({ scheduler })
  rpc.handle(double, async (n, { signal }) => {
    await scheduler.sleep(n, signal)
    return n * 2
  })
  const ended: [unknown, bigint][] = []
  const tell = (outcome: unknown) => ended.push([outcome, scheduler.now() - start])
  void rpc.call(double, 40, { timeoutMs: 50 }).then(tell, tell)
  void rpc.call(double, 60, { timeoutMs: 50 }).then(tell, (error) => tell(error.status))
  await scheduler.runUntilIdle()
  expect(ended).toEqual([
    [80, 40_000_000n],
    ['DEADLINE_EXCEEDED', 50_000_000n],
  ])
})

test('an answered call leaves no timer behind', async () => {
  const scheduler = createVirtualScheduler({ startAt: start })
  const rpc = createInProcessRpc({ scheduler })
  rpc.handle(double, async (n) => n * 2)
  const answer = rpc.call(double, 4, { timeoutMs: 60_000 })
  await scheduler.runUntilIdle()
  expect(await answer).toBe(8)
  expect(scheduler.now()).toBe(start)
})

test('a service that was never started is UNAVAILABLE, and one withdrawn can be served again', async () => {
  const scheduler = createVirtualScheduler({ startAt: start })
  const rpc = createInProcessRpc({ scheduler })
  const call = () => rpc.call(double, 4, { timeoutMs: 1_000 })
  await expect(call()).rejects.toMatchObject({ status: 'UNAVAILABLE' })
  rpc.handle(double, async (n) => n * 2)
  expect(() => rpc.handle(double, async (n) => n)).toThrow('served already')
  await rpc.withdraw(double.service)
  await expect(call()).rejects.toMatchObject({ status: 'UNAVAILABLE' })
  rpc.handle(double, async (n) => n + 1)
  expect(await call()).toBe(5)
})

test("what a handler's failure was is told to the log, not to the caller", async () => {
  const logged: object[] = []
  const logger: Logger = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (fields) => logged.push(fields),
    child: () => logger,
  }
  const rpc = createInProcessRpc({ scheduler: createVirtualScheduler({ startAt: start }), logger })
  const failure = new Error('hunter2')
  rpc.handle(double, async () => {
    throw failure
  })
  await expect(rpc.call(double, 4, { timeoutMs: 1_000 })).rejects.toMatchObject({
    status: 'INTERNAL',
    message: 'Doubler/Double failed',
  })
  expect(logged).toEqual([{ err: failure, method: 'Doubler/Double' }])
})
