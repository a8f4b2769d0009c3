/** Every kind of fault, seen by a client. The compiler asks for a case of each. */
import { afterEach, describe, expect, it } from 'vitest'
import { FAULT_KINDS, type FaultKind } from '../../src/index.ts'
import { cancelCases } from './cancel-cases.ts'
import { episodeCases } from './episode-cases.ts'
import { bitten, type FaultCase, FaultWorld } from './fault-world.ts'
import { lookCases } from './look-cases.ts'
import { streamCases } from './stream-cases.ts'
import { submitCases } from './submit-cases.ts'

const CASES: Readonly<Record<FaultKind, FaultCase>> = {
  ...submitCases,
  ...cancelCases,
  ...lookCases,
  ...streamCases,
  ...episodeCases,
}

let world: FaultWorld
afterEach(() => world.close())

describe('a client sees, and the exchange counts once,', () => {
  it.each(FAULT_KINDS)('%s', async (kind) => {
    world = await FaultWorld.open()
    await CASES[kind](world)
    expect(bitten(world.faults)).toEqual({ [kind]: 1 })
  })
})
