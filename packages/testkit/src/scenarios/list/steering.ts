/** Commands and the halt, which every strategy obeys. */
import type { Scenario } from '../scenario.ts'
import { BTC_BOOK } from './market-books.ts'

export const haltAndResume: Scenario = {
  name: 'a halt cancels what is open and sells what is held, is verified, stops trading, and ends by its own name alone',
  market: { 'BTC-USD': BTC_BOOK },
  strategies: [
    {
      ...{ id: 'wishes', type: 'on-ticks', instruments: ['coinbase:BTC-USD'] },
      params: {
        orders: [
          { tick: 1, side: 'BUY', quantity: '0.01' },
          { tick: 2, side: 'BUY', quantity: '0.01', limit: '64000' },
          { tick: 3, side: 'BUY', quantity: '0.01' },
          { tick: 4, side: 'BUY', quantity: '0.002' },
        ],
      },
    },
  ],
  steps: [
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 1 } } },
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 1, OPEN: 1 } } },
    { halt: { flatten: true } },
    { until: { orders: { FILLED: 2, CANCELED: 1 }, status: 'HALTED' } },
    { trades: 'BTC-USD', price: '65000' },
    { resume: true },
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 3, CANCELED: 1 } } },
  ],
  expect: {
    orders: { FILLED: 3, CANCELED: 1 },
    executions: [
      'BUY 0.01 BTC-USD @ 65001 fee 5.85009',
      'SELL 0.01 BTC-USD @ 64999 fee 5.84991',
      'BUY 0.002 BTC-USD @ 65001 fee 1.170018',
    ],
    positions: { 'coinbase:BTC-USD': '0.002' },
    cash: { BTC: '0.002', USD: '99857.107982' },
    denials: {},
    commands: ['SET_BOT_STATUS APPLIED', 'SET_BOT_STATUS APPLIED'],
    halts: [{ verified: true }],
    status: 'RUNNING',
  },
}

export const parameterChange: Scenario = {
  name: 'a strategy trades by the parameters that a command has given it, from the next trade on',
  market: { 'BTC-USD': BTC_BOOK },
  strategies: [
    {
      ...{ id: 'ticks', type: 'every-n-ticks', instruments: ['coinbase:BTC-USD'] },
      params: { n: 3, quantity: '0.01' },
    },
  ],
  steps: [
    { trades: 'BTC-USD', count: 3, price: '65000' },
    { until: { orders: { FILLED: 1 } } },
    {
      command: {
        target: { strategy: 'ticks' },
        action: { kind: 'SET_STRATEGY_CONFIG', params: '{"n": 1, "quantity": "0.002"}' },
      },
    },
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 2 } } },
    {
      command: {
        target: { strategy: 'ticks' },
        action: { kind: 'SET_STRATEGY_CONFIG', params: '{"n": 0}' },
      },
    },
    {
      command: { target: { strategy: 'ticks' }, action: { kind: 'SET_STRATEGY_STATUS', status: 'STOPPED' } },
    },
    { trades: 'BTC-USD', count: 3, price: '65000' },
  ],
  expect: {
    orders: { FILLED: 2 },
    executions: ['BUY 0.01 BTC-USD @ 65001 fee 5.85009', 'BUY 0.002 BTC-USD @ 65001 fee 1.170018'],
    positions: { 'coinbase:BTC-USD': '0.012' },
    cash: { BTC: '0.012', USD: '99212.967892' },
    denials: {},
    commands: ['SET_STRATEGY_CONFIG APPLIED', 'SET_STRATEGY_CONFIG REJECTED', 'SET_STRATEGY_STATUS APPLIED'],
    halts: [],
    status: 'RUNNING',
  },
}
