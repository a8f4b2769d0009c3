/** What people, venues and programs say in words comes out of every message as something that can be stored; names do not. */
import { isStorable, MAX_TEXT_LENGTH } from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { InvalidMessage, orderService } from '../src/index.ts'
import { MESSAGE_CASES } from './wire-compatibility/message-cases.ts'

const SAID = `a\0b \ud800 ${'long '.repeat(2 * MAX_TEXT_LENGTH)}`

/** By message: where it has words. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'oasis.trading.v1.Order': ['reason'],
  'oasis.trading.v1.OrderServiceCancelOrderRequest': ['reason'],
  'oasis.trading.v1.OrderServiceCancelOrderResponse': ['message'],
  'oasis.trading.v1.RiskServiceCancelOrderRequest': ['reason'],
  'oasis.trading.v1.CancelAllRequest': ['reason', 'by'],
  'oasis.trading.v1.CancelAllResponse': ['message'],
  'oasis.trading.v1.ResumeRequest': ['reason', 'by'],
  'oasis.trading.v1.HaltRequest': ['reason', 'by'],
  'oasis.trading.v1.ResolveOrderRequest': ['reason', 'by'],
  'oasis.trading.v1.ReconcileRequest': ['by', 'auditReason'],
  'oasis.trading.v1.ResetPaperRequest': ['by'],
  'oasis.control.v1.Command': ['issuedBy', 'reason'],
  'oasis.control.v1.CommandEvent': ['issuedBy', 'reason'],
  'oasis.control.v1.DeadLetter': ['reason'],
  'oasis.marketdata.v1.FeedStatus': ['detail'],
}

describe.each(Object.entries(WORDS))('%s', (schema, fields) => {
  it('gives words back as they can be stored', () => {
    const found = MESSAGE_CASES.find(({ codec }) => codec.schema === schema)
    if (found === undefined) throw new Error(`no message ${schema}`)
    const [value] = fc.sample(found.values as fc.Arbitrary<object>, 1)
    const said = { ...value, ...Object.fromEntries(fields.map((field) => [field, SAID])) }
    const told = found.codec.decode(found.codec.encode(said)) as Record<string, string>
    for (const text of fields.map((field) => told[field] ?? '')) {
      expect(text).toMatch(/^a\ufffdb \ufffd long .*characters more\]$/)
      expect(isStorable(text)).toBe(true)
      expect(text.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH)
    }
  })
})

const WITH_VALUES = ['oasis.trading.v1.Signal', 'oasis.trading.v1.RiskDecision']
test.each(WITH_VALUES)('%s: what a strategy or a rule has measured is words, too', (schema) => {
  const found = MESSAGE_CASES.find(({ codec }) => codec.schema === schema)
  const values = fc
    .sample(found?.values as fc.Arbitrary<Record<string, object>>, 200)
    .find(({ verdict, values: own }) => own !== undefined || (verdict && 'context' in verdict))
  if (found === undefined || values === undefined) throw new Error(`no message ${schema}`)
  const measured = { price: SAID }
  const said =
    'values' in values
      ? { ...values, values: measured }
      : { ...values, verdict: { ...values.verdict, context: measured } }
  const told = JSON.stringify(found.codec.decode(found.codec.encode(said)), (_name, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  expect(told).toContain('a\ufffdb \ufffd long')
  expect(told.length).toBeLessThan(2 * MAX_TEXT_LENGTH)
})

test('a value of a signal that is a number, as a strategy in JavaScript may give it, is told as text', () => {
  const found = MESSAGE_CASES.find(({ codec }) => codec.schema === 'oasis.trading.v1.Signal')
  if (found === undefined) throw new Error('no signal')
  const [signal] = fc.sample(found.values as fc.Arbitrary<object>, 1)
  const told = found.codec.decode(found.codec.encode({ ...signal, values: { trades: 3, price: null } }))
  expect(told).toMatchObject({ values: { trades: '3', price: 'null' } })
})

test.each(['', 'a\0b', 'a b', '\ud800', 'x'.repeat(201)])(
  'a reset by the name of %j is refused',
  (resetId) => {
    const { encode, decode } = orderService.resetPaper.request
    const bytes = encode({ accountId: 'coinbase.main.paper' as never, resetId, by: 'ann' })
    expect(() => decode(bytes)).toThrow(InvalidMessage)
  },
)
