import { expect } from 'vitest'
import { eventually, type FaultCase, soon } from './fault-world.ts'

const statusOf = (outcome: Awaited<ReturnType<typeof soon>>): number | string =>
  typeof outcome === 'string' ? outcome : outcome.status

const REFUSED = { success: false, failure_reason: 'COMMANDER_REJECTED_CANCEL_ORDER' }

export const cancelCases = {
  'cancel-request-lost': async (world) => {
    const id = await world.place()
    world.faults.force('cancel-request-lost')
    expect(statusOf(await soon(world.cancel(id)))).not.toBe(200)
    await world.bites('cancel-request-lost')
    expect((await world.order(id)).status).toBe('OPEN')
  },
  'cancel-lost': async (world) => {
    const id = await world.place()
    world.faults.force('cancel-lost')
    expect((await world.cancel(id)).body.results[0].success).toBe(true)
    expect((await world.order(id)).status).toBe('OPEN')
    // A second one is not a duplicate: the venue knows of no first.
    expect((await world.cancel(id)).body.results[0].success).toBe(true)
    expect((await world.order(id)).status).toBe('CANCELLED')
  },
  'cancel-answer-lost': async (world) => {
    const id = await world.place()
    world.faults.force('cancel-answer-lost')
    expect(statusOf(await soon(world.cancel(id)))).not.toBe(200)
    await eventually(async () => (await world.order(id)).status === 'CANCELLED')
  },
  'cancel-late': async (world) => {
    const id = await world.place()
    world.faults.force('cancel-late')
    expect((await world.cancel(id)).body.results[0].success).toBe(true)
    expect(await world.order(id)).toMatchObject({ status: 'CANCEL_QUEUED', pending_cancel: true })
    await eventually(async () => (await world.order(id)).status === 'CANCELLED')
  },
  'cancel-refused': async (world) => {
    const id = await world.place()
    world.faults.force('cancel-refused')
    expect((await world.cancel(id)).body.results[0]).toMatchObject(REFUSED)
    expect((await world.order(id)).status).toBe('OPEN')
  },
  // Vector 15.
  'cancel-raced': async (world) => {
    const stream = await world.userStream()
    const id = await world.place()
    world.faults.force('cancel-raced')
    expect((await world.cancel(id)).body.results[0].success).toBe(true)
    const { status, filled_size, average_filled_price } = await world.order(id)
    expect([status, filled_size]).toEqual(
      expect.toBeOneOf([
        ['FILLED', '1'],
        ['CANCELLED', '0.5'],
      ]),
    )
    expect(average_filled_price).toBe('90')
    expect(world.ledger.executions).toMatchObject([{ venueOrderId: id, liquidity: 'MAKER' }])
    const told = stream.texts.map((text) => /"status":"(\w+)"/.exec(text)?.[1])
    expect(told).toContain('CANCEL_QUEUED')
    expect(told.at(-1)).toBe(status)
  },
} satisfies Record<string, FaultCase>
