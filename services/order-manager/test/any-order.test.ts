import type { VenueEvent } from '@oasis/ports'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cancel, createWorld, idOf, pass, place, startDesk } from './fixture.ts'
import type { SubmitScript } from './scripted-venue.ts'

const ID = idOf(1)
const scripts: SubmitScript[] = ['ACK', 'SILENT', 'HANGS']

const life = fc.record({
  script: fc.constantFrom(...scripts),
  /** In tenths; they need not add up to the order. */
  fills: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 }),
  endedBy: fc.constantFrom('CANCELED', 'EXPIRED', undefined),
  canceledAt: fc.option(fc.nat({ max: 8 })),
  /** Which of what happened is told, in which order, repeats included. */
  told: fc.array(fc.nat({ max: 20 }), { maxLength: 20 }),
})

test('whatever is told in whatever order, the fill is the sum of executions, each booked once', async () => {
  await fc.assert(
    fc.asyncProperty(life, async ({ script, fills, endedBy, canceledAt, told }) => {
      const world = await createWorld()
      const desk = await startDesk(world)
      world.venue.script = script
      await place(world, desk)
      await world.pass()
      const happened: VenueEvent[] = [{ kind: 'ORDER', report: world.venue.report(ID) }]
      for (const tenths of fills) {
        const report = world.venue.report(ID)
        if (report.status !== 'OPEN' || report.filledQuantity + BigInt(tenths) * 10n ** 11n > 10n ** 12n)
          break
        happened.push({ kind: 'EXECUTION', execution: world.venue.fill(ID, `0.${tenths}`) })
        happened.push({ kind: 'ORDER', report: world.venue.report(ID) })
      }
      if (endedBy !== undefined && world.venue.report(ID).status === 'OPEN') {
        happened.push({ kind: 'ORDER', report: world.venue.end(ID, endedBy) })
      }
      for (const [n, index] of told.entries()) {
        if (n === canceledAt) await cancel(desk, ID)
        const event = happened[index % happened.length]
        if (event) world.venue.emit(event)
        if (index % 3 === 0) await world.pass()
      }
      await pass(world, 45_000)

      const order = await world.store.findByClientOrderId(ID)
      const booked = await world.store.executionsOf(ID)
      const at = world.venue.report(ID)
      expect(booked.map((e) => e.executionId).sort()).toEqual(
        world.venue.executions.map((e) => e.executionId),
      )
      expect(order?.filledQuantity).toBe(booked.reduce((sum, { quantity }) => sum + quantity, 0n))
      expect(order?.filledQuantity).toBe(at.filledQuantity)
      if (at.status !== 'OPEN') expect(order?.state).toBe(at.status)
      expect(world.venue.submitted).toHaveLength(1)
      expect((await desk.manager.summaryState()).counters.differences).toBe(0)
      await desk.settled(desk.manager.stop())
      await world.store.close()
    }),
    { numRuns: 40 },
  )
})
