/** What the audit has closed is opened by the audit, or by a person who says why; by no restart. */
import { type AuditSource, orderService } from '@oasis/contracts'
import { instrumentId } from '@oasis/domain'
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { beforeEach, expect, test } from 'vitest'
import { reportAudit } from './commands.ts'
import { FailingStore } from './failing-store.ts'
import { askToPlace, createWorld, type Desk, pass, place, startDesk, type World } from './fixture.ts'

const BTC = buildIntent(1).instrumentId
const ETH = instrumentId('coinbase:ETH-USD')
const WRONG = { instrumentId: BTC, source: 'VENUE', detail: 'balance is 2, executions make 1' } as const

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  desk = await startDesk(world)
})

let intents = 0
const placeOn = (instrument = BTC) => place(world, desk, buildIntent(++intents, { instrumentId: instrument }))
const CLOSED = { reason: 'NOT_RECONCILED', message: expect.stringContaining(WRONG.detail) }

async function crash(): Promise<void> {
  desk.life.dead = true
  desk = await startDesk(world)
}

test('an instrument is closed from the first moment after a restart of the order manager, and others are open', async () => {
  await reportAudit(desk, [WRONG])
  await crash()
  expect(await placeOn()).toMatchObject(CLOSED)
  expect(desk.manager.health()).toMatchObject({ ready: false, detail: expect.stringContaining(BTC) })
  expect(await placeOn(ETH)).toMatchObject({ kind: 'PLACED' })
  await pass(world, 600_000)
  expect(await placeOn()).toMatchObject(CLOSED)
})

test('an instrument that was opened again is open after a restart', async () => {
  await reportAudit(desk, [WRONG])
  await reportAudit(desk, [])
  await crash()
  expect(await placeOn()).toMatchObject({ kind: 'PLACED' })
})

test.each<readonly AuditSource[]>([[], ['RISK', 'CACHE', 'STORE']])(
  'an auditor that has just started and has looked at %s %s %s opens nothing that the venue closed',
  async (...looked) => {
    await reportAudit(desk, [WRONG])
    await reportAudit(desk, [], looked)
    expect(await placeOn()).toMatchObject(CLOSED)
    await crash()
    await reportAudit(desk, [], looked)
    expect(await placeOn()).toMatchObject(CLOSED)
    await reportAudit(desk, [], ['VENUE'])
    expect(await placeOn()).toMatchObject({ kind: 'PLACED' })
    expect(await world.store.auditClosures(TEST_ACCOUNT)).toEqual([])
  },
)

test('a report that changes nothing writes nothing', async () => {
  const { accountSeq } = await world.store.loadAccount(TEST_ACCOUNT)
  await reportAudit(desk, [WRONG])
  const store = new FailingStore()
  desk.life.dead = true
  desk = await startDesk(world, { store: store.wrap(world.store) })
  store.mode = 'REJECTS'
  await reportAudit(desk, [WRONG])
  expect(desk.fatal).toEqual([])
  expect((await world.store.loadAccount(TEST_ACCOUNT)).accountSeq).toBe(accountSeq)
})

test('while the store hangs, what is found is closed, and nothing is opened', async () => {
  const store = new FailingStore()
  desk.life.dead = true
  desk = await startDesk(world, { store: store.wrap(world.store) })
  await reportAudit(desk, [WRONG])
  store.hang()
  const reported = reportAudit(desk, [{ ...WRONG, instrumentId: ETH }])
  await pass(world, 1_000)
  const { detail } = desk.manager.health()
  expect(detail).toContain(BTC)
  expect(detail).toContain(ETH)
  const asked = askToPlace(world, desk, buildIntent(100, { instrumentId: ETH }))
  store.release()
  expect(await desk.settled(asked)).toMatchObject(CLOSED)
  await desk.settled(reported)
  expect(await placeOn()).toMatchObject({ kind: 'PLACED' })
})

test('a report whose caller has gone while the store hung closes what it found, and opens nothing', async () => {
  const store = new FailingStore()
  desk.life.dead = true
  desk = await startDesk(world, { store: store.wrap(world.store) })
  await reportAudit(desk, [WRONG])
  store.hang()
  const waiting = reportAudit(desk, [WRONG, { ...WRONG, detail: 'balance is 3' }])
  const caller = new AbortController()
  const late = {
    accountId: TEST_ACCOUNT,
    findings: [{ ...WRONG, instrumentId: ETH }],
    looked: ['VENUE'] as const,
  }
  const asking = desk.rpc.call(orderService.reportAudit, late, { timeoutMs: 5_000, signal: caller.signal })
  asking.catch(() => {})
  await world.pass()
  caller.abort()
  await world.pass()
  store.release()
  await desk.settled(waiting)
  await world.pass()
  expect(await placeOn()).toMatchObject(CLOSED)
  expect(await placeOn(ETH)).toMatchObject(CLOSED)
  const closures = await world.store.auditClosures(TEST_ACCOUNT)
  expect(closures.map(({ instrumentId: id }) => id)).toEqual([BTC, ETH])
})

const adopt = (auditReason?: string) =>
  desk.settled(
    desk.rpc.call(
      orderService.reconcile,
      {
        accountId: TEST_ACCOUNT,
        adopt: true,
        by: 'ann',
        ...(auditReason === undefined ? {} : { auditReason }),
      },
      { timeoutMs: 10_000 },
    ),
  )
const listed = [{ kind: 'audit', subject: BTC, detail: expect.stringContaining(WRONG.detail) }]

test('whoever adopts balances sees what the audit has closed, and opens it only by saying why', async () => {
  await reportAudit(desk, [WRONG])
  expect(await adopt()).toEqual({ completed: true, differences: listed })
  expect(await placeOn()).toMatchObject(CLOSED)
  expect(await adopt('the auditor was taken away')).toEqual({ completed: true, differences: [] })
  expect(await placeOn()).toMatchObject({ kind: 'PLACED' })
  await crash()
  expect(await placeOn()).toMatchObject({ kind: 'PLACED' })
  expect(await world.store.auditClosures(TEST_ACCOUNT)).toEqual([])
})

test('an auditor that is there and still finds it wrong closes again what a person has opened', async () => {
  await reportAudit(desk, [WRONG])
  await adopt('looked it up')
  await reportAudit(desk, [WRONG])
  expect(await placeOn()).toMatchObject(CLOSED)
  await crash()
  expect(await placeOn()).toMatchObject(CLOSED)
})

test('while the venue does not answer, a person opens nothing', async () => {
  await reportAudit(desk, [WRONG])
  world.venue.down = true
  expect(await adopt('looked it up')).toMatchObject({ completed: false })
  world.venue.down = false
  await pass(world, 6_000)
  expect(await placeOn()).toMatchObject(CLOSED)
})
