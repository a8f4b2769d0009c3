/** What keeps an instrument closed between two looks. */
import type { UnixNanos } from '@oasis/domain'
import { buildOrder } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { OpenFindings } from '../src/open-findings.ts'
import { findingOfEnded } from '../src/order-scan.ts'

const order = buildOrder(1, { state: 'CANCELED' })
const { instrumentId } = order.intent
const at = (n: bigint) => n as UnixNanos

test('a look that began before a contradiction came up does not open what it closed, the next one does', () => {
  const findings = new OpenFindings()
  findings.contradicted(order, at(10n))
  expect(findings.of(instrumentId)).toEqual(findingOfEnded(order))
  findings.looked([], at(9n))
  expect(findings.instruments).toEqual([instrumentId])
  findings.looked([], at(11n))
  expect(findings.instruments).toEqual([])
})

test('what is accounted for closes nothing any more, and what else was found there still does', () => {
  const findings = new OpenFindings()
  const trade = { kind: 'external_execution', subject: 'fill-2', instrumentId, detail: 'of nobody' } as const
  findings.looked([findingOfEnded(order), trade], at(1n))
  expect(findings.all).toHaveLength(2)
  findings.settle(new Set(['fill-2']))
  expect(findings.of(instrumentId)).toEqual(findingOfEnded(order))
  findings.settle(new Set([order.clientOrderId]))
  expect(findings.of(instrumentId)).toBeUndefined()
})
