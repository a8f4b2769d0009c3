/**
 * What every `Bus` must do; each adapter's test file calls it with a way to open a bus. Topics have fresh names, so a
 * server may be shared between tests; waiting is by promises of what happens, since a broker takes its own time.
 */
import { afterEach, beforeEach, describe } from 'vitest'
import { BusContext, type BusUnderTest } from './bus-context.ts'
import { testDelivery } from './bus-delivery-tests.ts'
import { testForeignRecords } from './bus-foreign-tests.ts'
import { testLog } from './bus-log-tests.ts'
import { testPositions } from './bus-position-tests.ts'

export function busConformance(name: string, open: () => Promise<BusUnderTest>): void {
  describe(name, () => {
    const context = new BusContext()
    beforeEach(() => context.open(open))
    afterEach(() => context.dispose())
    testLog(context)
    testPositions(context)
    testDelivery(context)
    testForeignRecords(context)
  })
}
