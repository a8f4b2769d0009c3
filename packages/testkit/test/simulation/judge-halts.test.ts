import { type ClientOrderId, type OrderTerms, parsePrice, parseQuantity } from '@oasis/domain'
import { expect, test } from 'vitest'
import { judgeHalts } from '../../src/simulation/verdict/judge-halts.ts'

const id = 'one' as ClientOrderId
const quantity = parseQuantity('1')
const limitPrice = parsePrice('100')
const IOC: OrderTerms = { type: 'LIMIT', timeInForce: 'IOC', quantity, limitPrice, postOnly: false }
const GTC: OrderTerms = { ...IOC, timeInForce: 'GTC' }
const MARKET: OrderTerms = { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'BASE', quantity } }

const calm = { sentWhileHalted: [], isReduceOnly: () => false, haltedAtRest: false, openOrders: [] }
const sent = (terms: OrderTerms, reduceOnly: boolean) =>
  judgeHalts({
    ...calm,
    sentWhileHalted: [{ clientOrderId: id, terms }],
    isReduceOnly: (asked) => asked === id && reduceOnly,
  })

test.each([
  ['IOC', IOC],
  ['MARKET', MARKET],
])('in a halt %s orders are sent as reductions only', (_, terms) => {
  expect(sent(terms, true)).toEqual([])
  expect(sent(terms, false)).toEqual(['order one, which is no reduction, was sent while halted'])
})

test('in a halt nothing that may rest is sent, a reduction no more than another order', () => {
  expect(sent(GTC, true)).toEqual(['order one, which may rest, was sent while halted'])
})

test('at rest in a halt nothing of ours is open; a person’s own may be', () => {
  const openOrders = [{ clientOrderId: id }, { clientOrderId: undefined }]
  expect(judgeHalts({ ...calm, openOrders })).toEqual([])
  expect(judgeHalts({ ...calm, openOrders, haltedAtRest: true })).toEqual(['order one is open in a halt'])
})
