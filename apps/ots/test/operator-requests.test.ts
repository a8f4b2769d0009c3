/** What a person asks for becomes a command, or is refused before it is one. */
import { parseMoney } from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { ZodError } from 'zod'
import { parseConfig } from '../src/config/load-config.ts'
import { commandParts, commandRequest } from '../src/operator/operator-requests.ts'

const config = parseConfig({}, 'the test')
const asked = (wish: object) => commandRequest.safeParse({ by: 'me', reason: 'so', wish })
const parts = (wish: object) => {
  const request = commandRequest.parse({ by: 'me', reason: 'so', wish })
  return commandParts(request.wish, config)
}
const setLimits = (level: string, id: string, limits: unknown) =>
  parts({ kind: 'SET_RISK_LIMITS', scope: { level, id }, limits }).action

describe('a status', () => {
  test('a resume ends the halt that it names, and no other', () => {
    const resume = { kind: 'SET_BOT_STATUS', status: 'RUNNING' }
    expect(parts({ ...resume, haltEpoch: 2 }).action).toMatchObject({ status: 'RUNNING', haltEpoch: 2 })
    expect(parts(resume).action).not.toHaveProperty('haltEpoch')
  })

  test('a pause ends no halt', () => {
    const pause = { kind: 'SET_BOT_STATUS', status: 'PAUSED', haltEpoch: 3 }
    expect(parts(pause).action).not.toHaveProperty('haltEpoch')
  })

  test('a halt does not go this way, which waits for the bus', () => {
    expect(asked({ kind: 'SET_BOT_STATUS', status: 'HALTED' }).success).toBe(false)
  })
})

describe('limits', () => {
  test('are those of ots.yaml, at each level', () => {
    const limits = { maxOrderNotional: '10' }
    const values = { maxOrderNotional: parseMoney('10') }
    for (const [level, id] of [
      ['account', 'coinbase.main.paper'],
      ['strategy', 'btc-ticks'],
      ['instrument', 'coinbase:BTC-USD'],
    ] as const) {
      expect(setLimits(level, id, limits)).toEqual({
        kind: 'SET_RISK_LIMITS',
        scope: { level, id },
        limits: values,
      })
    }
  })

  test.each([
    ['a number', { maxOrderNotional: 10 }],
    ['less than nothing', { maxOrderNotional: '-1' }],
    ['a limit that does not exist', { nothing: '1' }],
    ['no object', 'none'],
  ])('%s is refused', (_what, limits) => {
    expect(() => setLimits('account', 'coinbase.main.paper', limits)).toThrow(ZodError)
  })

  test.each([
    ['account', 'coinbase.other.paper', 'there are: coinbase.main.paper'],
    ['strategy', 'nobody', 'there are: btc-ticks, eth-momentum'],
    ['instrument', 'coinbase:DOGE-USD', 'there are: coinbase:BTC-USD, coinbase:ETH-USD'],
  ])('of an unknown %s are refused', (level, id, words) => {
    expect(() => setLimits(level, id, {})).toThrow(words)
  })

  test('of one instance of a strategy with several instruments can be set', () => {
    const instruments = ['coinbase:BTC-USD', 'coinbase:ETH-USD']
    const strategies = [{ id: 'both', type: 'every-n-ticks', instruments, params: { n: 1, quantity: '1' } }]
    for (const id of ['both', 'both-BTC-USD']) {
      const limits = { strategy: { [id]: { maxOpenOrders: 1 } } }
      expect(parseConfig({ strategies, limits }, 'the test').limits.strategy.size).toBe(1)
    }
    const limits = { strategy: { 'both-DOGE-USD': { maxOpenOrders: 1 } } }
    expect(() => parseConfig({ strategies, limits }, 'the test')).toThrow('there is no strategy')
  })
})

test.each([
  ['no reason', { by: 'me', reason: '', wish: { kind: 'RESET_PAPER' } }],
  ['more than is known', { by: 'me', reason: 'so', wish: { kind: 'RESET_PAPER', really: true } }],
  ['an id that is none', { by: 'me', reason: 'so', wish: { kind: 'RESET_PAPER' }, commandId: 'first' }],
  ['what does not exist', { by: 'me', reason: 'so', wish: { kind: 'SELL_EVERYTHING' } }],
])('%s is refused', (_what, request) => {
  expect(commandRequest.safeParse(request).success).toBe(false)
})
