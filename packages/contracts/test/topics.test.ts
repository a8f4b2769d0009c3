import type { UnixNanos } from '@oasis/domain'
import fc, { type Arbitrary } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deadLetterCodec, deadLetterRecord, type Topic, topicSpecs, topics } from '../src/index.ts'
import * as control from './control-arbitraries.ts'
import * as market from './market-arbitraries.ts'
import * as orders from './order-arbitraries.ts'
import * as risk from './risk-arbitraries.ts'

interface Case {
  readonly topic: Topic<unknown>
  readonly values: Arbitrary<unknown>
}
const pair = <T>(topic: Topic<T>, values: Arbitrary<T>): Case => ({ topic: topic as Topic<unknown>, values })

const cases: readonly Case[] = [
  pair(topics.rawTrades('coinbase'), market.rawTrade),
  pair(topics.rawQuotes('coinbase'), market.rawQuote),
  pair(topics.feedStatus, market.feedStatus),
  pair(topics.trades, market.trade),
  pair(topics.quotes, market.quote),
  pair(topics.instruments, market.instrument),
  pair(topics.signals, risk.signal),
  pair(topics.riskDecisions, risk.riskDecision),
  pair(topics.orderEvents, orders.accountEvent),
  pair(topics.portfolioSnapshots, risk.portfolio),
  pair(topics.commands, control.command),
  pair(topics.commandEvents, control.commandEvent),
  pair(topics.controlState, control.controlState),
  pair(topics.deadLetters, market.deadLetter),
]

describe.each(cases.map((each) => ({ ...each, name: each.topic.spec.name })))(
  '$name',
  ({ topic, values }) => {
    it('fills key, value and headers of a record', () => {
      fc.assert(
        fc.property(values, (value) => {
          const record = topic.record(value)
          expect(record.topic).toBe(topic.spec.name)
          expect(record.key).not.toBe('')
          expect(topic.codec.decode(record.value)).toStrictEqual(value)
          expect(Object.keys(record.headers)).toEqual(['content-type', 'schema', 'event-id'])
          expect(record.headers['content-type']).toBe('application/x-protobuf')
          expect(record.headers.schema).toBe(topic.codec.schema)
          expect(record.headers['event-id']).toMatch(/.+/)
        }),
        { numRuns: 20 },
      )
    })

    it('gives the same event the same name each time', () => {
      fc.assert(
        fc.property(values, (value) => {
          expect(topic.record(value).headers).toEqual(topic.record(structuredClone(value)).headers)
        }),
        { numRuns: 20 },
      )
    })

    it('is among the topics that must exist', () => {
      expect(topicSpecs(['coinbase'])).toContainEqual(topic.spec)
    })
  },
)

describe('topic settings', () => {
  const specs = topicSpecs(['coinbase', 'kraken'])

  it('spreads market data over 8 partitions and keeps the order of everything else in one', () => {
    for (const spec of specs) expect(spec.partitions).toBe(spec.name.startsWith('market-data.') ? 8 : 1)
  })

  it('never commits orders, decisions or signals in groups', () => {
    for (const spec of specs) expect(spec.groupCommit).toBe(spec.name.startsWith('market-data.'))
  })

  it('keeps instruments and control state by key and everything else by age', () => {
    for (const { name, compacted, retentionMs } of specs) {
      expect(compacted).toBe(['reference-data.instruments', 'control.state'].includes(name))
      expect(retentionMs === undefined).toBe(compacted)
    }
  })

  it('names every topic once, with two raw ones per venue', () => {
    expect(new Set(specs.map((spec) => spec.name)).size).toBe(specs.length)
    expect(specs.map((spec) => spec.name)).toContain('market-data.quotes.kraken')
  })

  it('keys what is about one target alike, commands, answers and state', () => {
    fc.assert(
      fc.property(control.command, control.commandEvent, (command, event) => {
        const { target } = command
        const key =
          target.kind === 'ACCOUNT' ? `account/${target.accountId}` : `strategy/${target.strategyId}`
        expect(topics.commands.record(command).key).toBe(key)
        expect(topics.commandEvents.record({ ...event, target }).key).toBe(key)
      }),
      { numRuns: 20 },
    )
    fc.assert(
      fc.property(control.controlState, (state) => {
        const keys = {
          ACCOUNT: `account/${state.accountId}`,
          STRATEGY: state.kind === 'STRATEGY' ? `strategy/${state.strategyId}` : '',
          HALT: `halt/${state.kind === 'HALT' && state.owner === 'RISK_ENGINE' ? 'risk-engine' : 'order-manager'}/${state.accountId}`,
        }
        expect(topics.controlState.record(state).key).toBe(keys[state.kind])
      }),
      { numRuns: 20 },
    )
  })

  it('stops at an order event or command that cannot be decoded and sets broken market data aside', () => {
    for (const topic of [topics.orderEvents, topics.commands, topics.commandEvents, topics.controlState])
      expect(topic.onUndecodable).toBe('STOP')
    for (const topic of [topics.trades, topics.quotes, topics.feedStatus, topics.rawTrades('coinbase')])
      expect(topic.onUndecodable).toBe('DEAD_LETTER')
  })
})

describe('a dead letter', () => {
  it('keeps the record whole, with where it came from and why', () => {
    const source = { topic: 't', partition: 3, offset: 17, key: 'k', value: Uint8Array.of(1, 2) }
    const record = deadLetterRecord(source, 'no such enum value', 5n as UnixNanos)
    expect(record.topic).toBe('dead-letter')
    expect(record.headers['event-id']).toBe('dead-letter/t/3/17')
    expect(deadLetterCodec.decode(record.value)).toStrictEqual({
      ...source,
      reason: 'no such enum value',
      ts: 5n,
    })
  })

  it('tells a tombstone by an empty value', () => {
    const source = { topic: 't', partition: 0, offset: 0, key: 'k', value: undefined }
    expect(deadLetterCodec.decode(deadLetterRecord(source, 'why', 5n as UnixNanos).value).value).toHaveLength(
      0,
    )
  })
})
