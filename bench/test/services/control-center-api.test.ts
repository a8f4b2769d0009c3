/** The suite of the Control Center's API on a real PostgreSQL; how fast it is is not judged here. */
import { it } from 'vitest'
import { measureOn } from '../../src/suites/control-center-api.ts'
import { expectAnswered } from '../expect-answered.ts'

it('asks for portfolio and pages of orders, each answered, beside an empty route', async () => {
  expectAnswered(await measureOn('PostgreSQL', true))
}, 120_000)
