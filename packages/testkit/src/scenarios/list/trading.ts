/** What trades come to: one order, several strategies, several instruments, part fills. */
import type { Scenario, ScenarioStrategy } from '../scenario.ts'
import { BTC_BOOK, ETH_BOOK, SOL_BOOK } from './market-books.ts'

const everyThird = (id: string, symbol: string, quantity: string): ScenarioStrategy => ({
  ...{ id, type: 'every-n-ticks', instruments: [`coinbase:${symbol}`] },
  params: { n: 3, quantity },
})

export const tradeBecomesOrder: Scenario = {
  name: 'the third trade becomes one order, which fills and is a position',
  market: { 'BTC-USD': BTC_BOOK },
  strategies: [everyThird('ticks', 'BTC-USD', '0.01')],
  steps: [
    { trades: 'BTC-USD', count: 3, price: '65000' },
    { until: { orders: { FILLED: 1 } } },
    { trades: 'BTC-USD', count: 2, price: '65000' },
  ],
  expect: {
    orders: { FILLED: 1 },
    executions: ['BUY 0.01 BTC-USD @ 65001 fee 5.85009'],
    positions: { 'coinbase:BTC-USD': '0.01' },
    cash: { BTC: '0.01', USD: '99344.13991' },
    denials: {},
    commands: [],
    halts: [],
    status: 'RUNNING',
  },
}

export const twoStrategies: Scenario = {
  name: 'two strategies on one instrument hold what each of them bought, and the account holds the sum',
  market: { 'BTC-USD': BTC_BOOK },
  strategies: [
    everyThird('first', 'BTC-USD', '0.01'),
    {
      ...{ id: 'second', type: 'every-n-ticks', instruments: ['coinbase:BTC-USD'] },
      params: { n: 4, quantity: '0.002' },
    },
  ],
  steps: [
    { trades: 'BTC-USD', count: 3, price: '65000' },
    { until: { orders: { FILLED: 1 } } },
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 2 } } },
    { trades: 'BTC-USD', count: 2, price: '65000' },
    { until: { orders: { FILLED: 3 } } },
  ],
  expect: {
    orders: { FILLED: 3 },
    executions: [
      'BUY 0.01 BTC-USD @ 65001 fee 5.85009',
      'BUY 0.002 BTC-USD @ 65001 fee 1.170018',
      'SELL 0.01 BTC-USD @ 64999 fee 5.84991',
    ],
    positions: { 'coinbase:BTC-USD': '0.002' },
    cash: { BTC: '0.002', USD: '99857.107982' },
    denials: {},
    commands: [],
    halts: [],
    status: 'RUNNING',
  },
}

export const severalInstruments: Scenario = {
  name: 'each instrument has its own trades, orders and position, and one account pays for all of them',
  market: { 'BTC-USD': BTC_BOOK, 'ETH-USD': ETH_BOOK, 'SOL-USD': SOL_BOOK },
  strategies: [
    everyThird('btc', 'BTC-USD', '0.01'),
    everyThird('eth', 'ETH-USD', '0.2'),
    everyThird('sol', 'SOL-USD', '4'),
  ],
  steps: [
    { trades: 'BTC-USD', count: 3, price: '65000' },
    { until: { orders: { FILLED: 1 } } },
    { trades: 'ETH-USD', count: 3, price: '3500' },
    { until: { orders: { FILLED: 2 } } },
    { trades: 'SOL-USD', count: 3, price: '150' },
    { until: { orders: { FILLED: 3 } } },
    { trades: 'ETH-USD', count: 3, price: '3500' },
    { until: { orders: { FILLED: 4 } } },
  ],
  expect: {
    orders: { FILLED: 4 },
    executions: [
      'BUY 0.01 BTC-USD @ 65001 fee 5.85009',
      'BUY 0.2 ETH-USD @ 3501 fee 6.3018',
      'BUY 4 SOL-USD @ 150.5 fee 5.418',
      'SELL 0.2 ETH-USD @ 3499 fee 6.2982',
    ],
    positions: { 'coinbase:BTC-USD': '0.01', 'coinbase:SOL-USD': '4' },
    cash: { BTC: '0.01', SOL: '4', USD: '98723.72191' },
    denials: {},
    commands: [],
    halts: [],
    status: 'RUNNING',
  },
}

export const partFillsAndCancels: Scenario = {
  name: 'an order larger than what is offered fills in part and its rest is cancelled; one that rests is cancelled when its strategy says so',
  market: {
    'BTC-USD': {
      bids: [['64999', '2']],
      asks: [
        ['65001', '0.003'],
        ['65050', '2'],
      ],
    },
  },
  strategies: [
    {
      ...{ id: 'wishes', type: 'on-ticks', instruments: ['coinbase:BTC-USD'] },
      params: {
        orders: [
          { tick: 1, side: 'BUY', quantity: '0.01', limit: '65010', timeInForce: 'IOC' },
          { tick: 2, side: 'BUY', quantity: '0.01', limit: '64000', postOnly: true },
        ],
        cancels: [3],
      },
    },
  ],
  steps: [
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { CANCELED: 1 } } },
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { CANCELED: 1, OPEN: 1 } } },
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { CANCELED: 2 } } },
  ],
  expect: {
    orders: { CANCELED: 2 },
    executions: ['BUY 0.003 BTC-USD @ 65001 fee 1.755027'],
    positions: { 'coinbase:BTC-USD': '0.003' },
    cash: { BTC: '0.003', USD: '99803.241973' },
    denials: {},
    commands: [],
    halts: [],
    status: 'RUNNING',
  },
}
