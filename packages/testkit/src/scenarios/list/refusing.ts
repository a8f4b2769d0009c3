/** What is not let through: limits, increments, a paused account, a stopped strategy. */
import { parseMoney } from '@oasis/domain'
import { SCENARIO_ACCOUNT } from '../run-scenario.ts'
import type { Scenario } from '../scenario.ts'
import { BTC_BOOK } from './market-books.ts'

const NOTHING_BOUGHT = {
  executions: [],
  positions: {},
  cash: { USD: '100000' },
} as const

export const denialCodes: Scenario = {
  name: 'every order that may not be is denied by the code of what is wrong with it, and none reaches the venue',
  market: { 'BTC-USD': BTC_BOOK },
  strategies: [
    {
      ...{ id: 'wishes', type: 'on-ticks', instruments: ['coinbase:BTC-USD'] },
      params: {
        orders: [
          { tick: 1, side: 'BUY', quantity: '1' },
          { tick: 2, side: 'BUY', quantity: '0.001', limit: '60000' },
          { tick: 3, side: 'BUY', quantity: '0.001', limit: '64999.005' },
          { tick: 4, side: 'SELL', quantity: '0.01' },
          { tick: 5, side: 'BUY', quantity: '0.00001' },
          { tick: 6, side: 'BUY', quantity: '0.0123456789' },
        ],
      },
    },
  ],
  steps: [
    { trades: 'BTC-USD', count: 6, price: '65000' },
    {
      until: {
        denials: {
          ORDER_NOTIONAL_LIMIT: 1,
          PRICE_COLLAR: 1,
          PRICE_INCREMENT: 1,
          INSUFFICIENT_BALANCE: 1,
          BELOW_MIN_NOTIONAL: 1,
          SIZE_INCREMENT: 1,
        },
      },
    },
  ],
  expect: {
    ...NOTHING_BOUGHT,
    orders: {},
    denials: {
      ORDER_NOTIONAL_LIMIT: 1,
      PRICE_COLLAR: 1,
      PRICE_INCREMENT: 1,
      INSUFFICIENT_BALANCE: 1,
      BELOW_MIN_NOTIONAL: 1,
      SIZE_INCREMENT: 1,
    },
    commands: [],
    halts: [],
    status: 'RUNNING',
  },
}

export const limitChange: Scenario = {
  name: 'a limit that a command has lowered denies what it let through before, until it is given back',
  market: { 'BTC-USD': BTC_BOOK },
  strategies: [
    {
      ...{ id: 'wishes', type: 'on-ticks', instruments: ['coinbase:BTC-USD'] },
      params: { orders: [1, 2, 3].map((tick) => ({ tick, side: 'BUY', quantity: '0.01' })) },
    },
  ],
  steps: [
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 1 } } },
    {
      command: {
        target: 'account',
        action: {
          kind: 'SET_RISK_LIMITS',
          scope: { level: 'account', id: SCENARIO_ACCOUNT },
          limits: { maxOrderNotional: parseMoney('100') },
        },
      },
    },
    { trades: 'BTC-USD', price: '65000' },
    { until: { denials: { ORDER_NOTIONAL_LIMIT: 1 } } },
    {
      command: {
        target: 'account',
        action: {
          ...{ kind: 'SET_RISK_LIMITS', limits: {} },
          scope: { level: 'account', id: SCENARIO_ACCOUNT },
        },
      },
    },
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 2 } } },
  ],
  expect: {
    orders: { FILLED: 2 },
    executions: ['BUY 0.01 BTC-USD @ 65001 fee 5.85009', 'BUY 0.01 BTC-USD @ 65001 fee 5.85009'],
    positions: { 'coinbase:BTC-USD': '0.02' },
    cash: { BTC: '0.02', USD: '98688.27982' },
    denials: { ORDER_NOTIONAL_LIMIT: 1 },
    commands: ['SET_RISK_LIMITS APPLIED', 'SET_RISK_LIMITS APPLIED'],
    halts: [],
    status: 'RUNNING',
  },
}

export const pausedAccount: Scenario = {
  name: 'a paused account sells what it holds and buys nothing; what is nonsense is rejected',
  market: { 'BTC-USD': BTC_BOOK },
  strategies: [
    {
      ...{ id: 'wishes', type: 'on-ticks', instruments: ['coinbase:BTC-USD'] },
      params: {
        orders: [
          { tick: 1, side: 'BUY', quantity: '0.01' },
          { tick: 2, side: 'BUY', quantity: '0.01' },
          { tick: 3, side: 'SELL', quantity: '0.004' },
          { tick: 4, side: 'BUY', quantity: '0.002' },
        ],
      },
    },
  ],
  steps: [
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 1 } } },
    {
      command: {
        target: 'account',
        action: { kind: 'SET_BOT_STATUS', status: 'PAUSED', flatten: false, acceptStalePrices: false },
      },
    },
    { trades: 'BTC-USD', count: 2, price: '65000' },
    { until: { orders: { FILLED: 2 } } },
    {
      command: {
        target: { strategy: 'nobody' },
        action: { kind: 'SET_STRATEGY_STATUS', status: 'STOPPED' },
      },
    },
    {
      command: {
        target: 'account',
        action: { kind: 'SET_BOT_STATUS', status: 'RUNNING', flatten: false, acceptStalePrices: false },
      },
    },
    { trades: 'BTC-USD', price: '65000' },
    { until: { orders: { FILLED: 3 } } },
  ],
  expect: {
    orders: { FILLED: 3 },
    executions: [
      'BUY 0.01 BTC-USD @ 65001 fee 5.85009',
      'SELL 0.004 BTC-USD @ 64999 fee 2.339964',
      'BUY 0.002 BTC-USD @ 65001 fee 1.170018',
    ],
    positions: { 'coinbase:BTC-USD': '0.008' },
    cash: { BTC: '0.008', USD: '99470.623928' },
    denials: {},
    commands: ['SET_BOT_STATUS APPLIED', 'SET_STRATEGY_STATUS REJECTED', 'SET_BOT_STATUS APPLIED'],
    halts: [],
    status: 'RUNNING',
  },
}
