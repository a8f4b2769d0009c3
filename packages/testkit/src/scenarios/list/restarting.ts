/** Each service started anew while an order rests and a position is held: nothing is lost, and nothing happens twice. */
import { RESTARTABLE, type RestartableService, type Scenario } from '../scenario.ts'
import { BTC_BOOK } from './market-books.ts'

const restartOf = (service: RestartableService): Scenario => ({
  name: `the ${service} is started anew in mid-flow: what was open is open, what was held is held, and trading goes on`,
  market: { 'BTC-USD': BTC_BOOK },
  strategies: [
    {
      ...{ id: 'wishes', type: 'on-ticks', instruments: ['coinbase:BTC-USD'] },
      params: {
        orders: [
          { tick: 1, side: 'BUY', quantity: '0.01' },
          { tick: 2, side: 'BUY', quantity: '0.01', limit: '64000' },
          { tick: 3, side: 'BUY', quantity: '0.004' },
        ],
        cancels: [4],
      },
    },
  ],
  steps: [
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 1 } } },
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 1, OPEN: 1 } } },
    { restart: service },
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 2, OPEN: 1 } } },
    { restart: service },
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 2, CANCELED: 1 } } },
  ],
  expect: {
    orders: { FILLED: 2, CANCELED: 1 },
    executions: ['BUY 0.01 BTC-USD @ 65001 fee 5.85009', 'BUY 0.004 BTC-USD @ 65001 fee 2.340036'],
    positions: { 'coinbase:BTC-USD': '0.014' },
    cash: { BTC: '0.014', USD: '99081.795874' },
    denials: {},
    commands: [],
    halts: [],
    status: 'RUNNING',
  },
})

export const restarts: readonly Scenario[] = RESTARTABLE.map(restartOf)
