/** That the suites of the Control Center measure something, and that nothing is missing of it; how fast is not judged here. */
import { expect, it } from 'vitest'
import { measureOn } from '../src/suites/control-center-api.ts'
import { controlCenterEventsSuite } from '../src/suites/control-center-events.ts'
import { expectAnswered } from './expect-answered.ts'

it('asks for portfolio and pages of orders on SQLite, each answered, beside an empty route', async () => {
  expectAnswered(await measureOn('SQLite', true))
}, 120_000)

it('has every event reach every client, in order', async () => {
  const [row] = await controlCenterEventsSuite({ quick: true })
  expect(row?.extra).toMatchObject({ complete: 20, received: 20 * 200, resyncs: 0 })
  expect(row?.subject.min).toBeGreaterThan(0)
  expect(row?.subject.median).toBeGreaterThanOrEqual(row?.subject.min ?? Number.NaN)
}, 120_000)
