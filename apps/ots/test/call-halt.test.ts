/** The direct way of a halt: whom it asks, and for how long. */
import { type HaltReply, orderService, riskService } from '@oasis/contracts'
import { callHalt } from '@oasis/control-center-api'
import { accountId, type UnixNanos } from '@oasis/domain'
import { RpcError } from '@oasis/ports'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import { createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { expect, test } from 'vitest'

const ACCOUNT = accountId('coinbase.main.paper')
const seen = {
  haltEpoch: 9,
  verified: true,
  open: [],
  unresolved: [],
  message: 'at the venue',
  recorded: false,
}

/** Risk halts after a while, and answers after another; the order manager answers at once. */
function world(risk: { haltsAfterMs?: number; answersAfterMs?: number; fails?: boolean }) {
  const scheduler = createVirtualScheduler({ startAt: 1_000_000_000n as UnixNanos })
  const rpc = createInProcessRpc({ scheduler })
  const direct: unknown[] = []
  let inForce: number | undefined
  rpc.handle(riskService.halt, async (): Promise<HaltReply> => {
    if (risk.fails) throw new RpcError('UNAVAILABLE', 'gone')
    await scheduler.sleep(risk.haltsAfterMs ?? 3_600_000)
    inForce = 4
    await scheduler.sleep(risk.answersAfterMs ?? 3_600_000)
    return { ...seen, haltEpoch: 4, flattening: [], recorded: true, message: 'by risk' }
  })
  rpc.handle(orderService.cancelAll, async (request) => {
    direct.push(request)
    return seen
  })
  const ports = { rpc, scheduler, logger: createSilentLogger(), haltInForce: () => inForce }
  const halt = (flatten: boolean) =>
    scheduler.runUntilSettled(
      callHalt(ports, { accountId: ACCOUNT, flatten, acceptStalePrices: false, reason: 'r', by: 'b' }),
    )
  return { halt, direct }
}

test('a flatten that takes longer than a halt may is waited for, and not ended by a second halt', async () => {
  const { halt, direct } = world({ haltsAfterMs: 10, answersAfterMs: 60_000 })
  expect(await halt(true)).toMatchObject({ haltEpoch: 4, message: 'by risk' })
  expect(direct).toEqual([])
})

test('a flatten that never answers is told as unfinished, and not ended by a second halt', async () => {
  const { halt, direct } = world({ haltsAfterMs: 10 })
  expect(await halt(true)).toMatchObject({
    haltEpoch: 4,
    verified: false,
    message: expect.stringContaining('go on'),
  })
  expect(direct).toEqual([])
})

test.each([
  ['that does not answer', {}],
  ['that is gone', { fails: true }],
])('a risk engine %s is passed over: the order manager halts', async (_, risk) => {
  for (const flatten of [true, false]) {
    const { halt, direct } = world(risk)
    expect(await halt(flatten)).toMatchObject({ haltEpoch: 9, recorded: false, flattening: [] })
    expect(direct).toMatchObject([{ halt: true, accountId: ACCOUNT }])
  }
})
