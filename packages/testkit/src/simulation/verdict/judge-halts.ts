/**
 * While a halt is in force nothing goes to the venue but what risk has approved as a reduction and cannot rest, and at
 * rest nothing is open.
 *
 * By what is handed to the network a tenth of a second and more after the latch was set: what was on its way before
 * may arrive later. Whether a reduction really reduces is not judged here: what a person did at the venue is not known
 * at once.
 */
import type { ClientOrderId } from '@oasis/domain'
import type { VenueOrder } from '@oasis/ports'
import { mayRest } from './may-rest.ts'

export interface HaltsEvidence {
  readonly sentWhileHalted: readonly Pick<VenueOrder, 'clientOrderId' | 'terms'>[]
  /** Whether risk has approved it as an order that only reduces. */
  readonly isReduceOnly: (id: ClientOrderId) => boolean
  readonly haltedAtRest: boolean
  readonly openOrders: readonly { readonly clientOrderId: ClientOrderId | undefined }[]
}

export function judgeHalts(evidence: HaltsEvidence): string[] {
  const { sentWhileHalted, isReduceOnly, haltedAtRest, openOrders } = evidence
  const failures = sentWhileHalted.flatMap(({ clientOrderId, terms }) => {
    if (mayRest(terms)) return [`order ${clientOrderId}, which may rest, was sent while halted`]
    return isReduceOnly(clientOrderId)
      ? []
      : [`order ${clientOrderId}, which is no reduction, was sent while halted`]
  })
  if (!haltedAtRest) return failures
  const open = openOrders.filter(({ clientOrderId }) => clientOrderId !== undefined)
  return [...failures, ...open.map(({ clientOrderId }) => `order ${clientOrderId} is open in a halt`)]
}
