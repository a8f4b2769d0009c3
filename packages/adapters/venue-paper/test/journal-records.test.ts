import { addMillis, type ClientOrderId, type Money, parseMoney, type VenueOrderId } from '@oasis/domain'
import type { PaperBalance, PaperExecution, PaperOrder } from '@oasis/matching'
import { expect, test } from 'vitest'
import { accountRecord, compactRecords, effectRecord, foldRecords } from '../src/journal-records.ts'
import { BTC_USD, limit, START } from './paper-world.ts'

const balance = (total: string): PaperBalance => ({ total: parseMoney(total), held: 0n as Money })

function order(id: string, arrival: number, status: PaperOrder['status'], updatedMs: number): PaperOrder {
  return {
    clientOrderId: id as ClientOrderId,
    venueOrderId: `v-${id}` as VenueOrderId,
    instrumentId: BTC_USD.id,
    side: 'BUY',
    terms: limit('99x1'),
    arrival,
    status,
    triggered: true,
    filledQuantity: 0n as PaperOrder['filledQuantity'],
    filledNotional: 0n as Money,
    fees: 0n as Money,
    executions: 0,
    queueAhead: undefined,
    held: 5n as Money,
    arrivedAt: START,
    updatedAt: addMillis(START, updatedMs),
  }
}

const fillOf = ({ clientOrderId, venueOrderId }: PaperOrder): PaperExecution => ({
  executionId: `x-${clientOrderId}` as PaperExecution['executionId'],
  venueOrderId,
  clientOrderId,
  instrumentId: BTC_USD.id,
  side: 'BUY',
  price: 99n as PaperExecution['price'],
  quantity: 1n as PaperExecution['quantity'],
  fee: 1n as Money,
  feeCurrency: BTC_USD.quote,
  liquidity: 'MAKER',
  synthetic: false,
  tsEvent: START,
})

const written = () => {
  const old = order('old', 1, 'FILLED', 0)
  const open = order('open', 2, 'OPEN', 0)
  const last = order('last', 3, 'FILLED', 1_000)
  return [
    accountRecord('seed', [[BTC_USD.quote, balance('10')]], 'reset-1'),
    effectRecord({
      events: [
        { kind: 'ORDER', order: { ...old, status: 'OPEN' } },
        { kind: 'EXECUTION', execution: fillOf(old), order: old },
      ],
      balances: [[BTC_USD.quote, balance('9')]],
      instruments: [BTC_USD],
    }),
    effectRecord({ events: [{ kind: 'ORDER', order: open }], balances: [], instruments: [] }),
    effectRecord({
      events: [{ kind: 'EXECUTION', execution: fillOf(last), order: last }],
      balances: [],
      instruments: [],
    }),
  ]
}

test('records fold into what the last of each left', () => {
  const state = foldRecords(written())
  expect(state).toMatchObject({ seed: 'seed', resetId: 'reset-1', lastArrival: 3, instruments: [BTC_USD] })
  expect(state.orders.map(({ clientOrderId, status }) => `${clientOrderId} ${status}`)).toEqual([
    'old FILLED',
    'open OPEN',
    'last FILLED',
  ])
  expect(state.orders[1]).toEqual(order('open', 2, 'OPEN', 0))
  expect(state.executions.map(({ executionId }) => executionId)).toEqual(['x-old', 'x-last'])
  expect([...state.balances]).toEqual([[BTC_USD.quote, balance('9')]])
})

test('compacted, they are the same state: nothing to keep forgotten, no arrival given twice', () => {
  const state = foldRecords(written())
  expect(foldRecords(compactRecords(state, START))).toEqual(state)
})

test('what ended long ago is left out with its executions; what is open stays however old', () => {
  const state = foldRecords(compactRecords(foldRecords(written()), addMillis(START, 500)))
  expect(state.orders.map(({ clientOrderId }) => clientOrderId)).toEqual(['open', 'last'])
  expect(state.executions.map(({ executionId }) => executionId)).toEqual(['x-last'])
  expect(state.lastArrival).toBe(3)
})
