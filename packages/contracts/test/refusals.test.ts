import {
  accountId,
  instrumentId,
  parsePrice,
  parseQuantity,
  type Trade,
  tradeEventId,
  type UnixNanos,
} from '@oasis/domain'
import { describe, expect, it } from 'vitest'
import { WireWriter } from '../src/codecs/wire.ts'
import { oasis } from '../src/generated/messages.js'
import {
  commandCodec,
  InvalidMessage,
  orderIntentCodec,
  orderService,
  rawTradeCodec,
  tradeCodec,
} from '../src/index.ts'

const v1 = oasis.marketdata.v1
const ACCOUNT = accountId('coinbase.main.paper')

const wireTrade: oasis.marketdata.v1.Trade.$Properties = {
  instrumentId: 'coinbase:BTC-USD',
  tradeId: '1042',
  price: '65086.18',
  quantity: '0.0017',
  takerSide: v1.TakerSide.TAKER_SIDE_BUY,
  origin: v1.TradeOrigin.TRADE_ORIGIN_LIVE,
  connection: 'c-1',
  sequence: 17,
  tsEvent: 1_786_000_000_123_456_789n,
  tsInit: 1_786_000_000_140_000_000n,
}
/** What a newer or broken writer may send. */
const noSuchSide = (number: number) => number as oasis.marketdata.v1.TakerSide
const bytesOf = (wire: oasis.marketdata.v1.Trade.$Properties): Uint8Array =>
  v1.Trade.encode(wire, new WireWriter()).finish()

function refusal(decode: () => unknown): InvalidMessage {
  try {
    decode()
  } catch (error) {
    if (error instanceof InvalidMessage) return error
    throw error
  }
  throw new Error('the message was accepted')
}

describe('decoding a trade', () => {
  it('accepts the message that the refusals below are made from', () => {
    const instrument = instrumentId('coinbase:BTC-USD')
    const expected: Trade = {
      eventId: tradeEventId(instrument, '1042'),
      instrumentId: instrument,
      tradeId: '1042',
      price: parsePrice('65086.18'),
      quantity: parseQuantity('0.0017'),
      takerSide: 'BUY',
      origin: 'LIVE',
      connection: 'c-1' as Trade['connection'],
      sequence: 17,
      tsEvent: 1_786_000_000_123_456_789n as UnixNanos,
      tsInit: 1_786_000_000_140_000_000n as UnixNanos,
    }
    expect(tradeCodec.decode(bytesOf(wireTrade))).toStrictEqual(expected)
  })

  it.each([
    ['instrumentId', { instrumentId: '' }],
    ['instrumentId', { instrumentId: 'BTC-USD' }],
    ['tradeId', { tradeId: '' }],
    ['price', { price: '' }],
    ['price', { price: '6.5e4' }],
    ['price', { price: '-1' }],
    ['price', { price: '0.0000000000001' }],
    ['quantity', { quantity: 'NaN' }],
    ['takerSide', { takerSide: 0 }],
    ['takerSide', { takerSide: noSuchSide(9) }],
    ['takerSide', { takerSide: noSuchSide(-1) }],
    ['origin', { origin: 0 }],
    ['connection', { connection: 'has a space' }],
    ['tsEvent', { tsEvent: null }],
    ['tsInit', { tsInit: null }],
    ['tsInit', { tsInit: 2n ** 63n }],
  ] satisfies [string, oasis.marketdata.v1.Trade.$Properties][])(
    'names %s when it is wrong: %o',
    (field, change) => {
      const error = refusal(() => tradeCodec.decode(bytesOf({ ...wireTrade, ...change })))
      expect(error.schema).toBe('oasis.marketdata.v1.Trade')
      expect(error.field).toBe(field)
      expect(error.message).toContain(`oasis.marketdata.v1.Trade.${field}: `)
    },
  )

  it('refuses bytes after the message that are no field', () => {
    const bytes = bytesOf(wireTrade)
    for (const garbage of [[0], [0xff], [0x0a, 0x05, 0x41], [0x07], Array(12).fill(0xff)]) {
      expect(refusal(() => tradeCodec.decode(Uint8Array.from([...bytes, ...garbage]))).field).toBe('')
    }
  })

  it('refuses a message cut short, wherever it is cut inside a field', () => {
    const bytes = bytesOf(wireTrade)
    for (let length = 0; length < bytes.length; length++) {
      expect(refusal(() => tradeCodec.decode(bytes.subarray(0, length)))).toBeInstanceOf(InvalidMessage)
    }
  })

  it('refuses a counter beyond 2^53, which a number cannot hold', () => {
    const field = [0x40, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20]
    expect(refusal(() => tradeCodec.decode(Uint8Array.from([...bytesOf(wireTrade), ...field]))).field).toBe(
      '',
    )
  })

  it('skips a field that a newer writer added', () => {
    const field = [0xfa, 0x01, 0x02, 0x68, 0x69]
    expect(tradeCodec.decode(Uint8Array.from([...bytesOf(wireTrade), ...field])).tradeId).toBe('1042')
  })
})

describe('decoding other messages', () => {
  it('leaves the words of the venue alone in a raw trade', () => {
    const wire = {
      instrumentId: 'coinbase:BTC-USD',
      tradeId: '1',
      price: 'n/a',
      origin: v1.TradeOrigin.TRADE_ORIGIN_SNAPSHOT,
      connection: 'c-1',
      tsInit: 1n,
    }
    const raw = rawTradeCodec.decode(v1.RawTrade.encode(wire, new WireWriter()).finish())
    expect(raw).toMatchObject({ price: 'n/a', size: '', side: '', time: '' })
  })

  it('refuses an intent without terms, and a market order that would rest', () => {
    const trading = oasis.trading.v1
    const wire: oasis.trading.v1.OrderIntent.$Properties = {
      intentId: '6f2b0a5e-3c1d-5a4e-9b7f-0a5150a51500',
      accountId: 'coinbase.main.paper',
      strategyId: 's',
      mode: trading.TradingMode.TRADING_MODE_PAPER,
      instrumentId: 'coinbase:BTC-USD',
      side: trading.Side.SIDE_BUY,
      cause: { eventId: 'e', tsEvent: 1n, tsInit: 1n },
    }
    const decode = (extra: oasis.trading.v1.OrderIntent.$Properties) => () =>
      orderIntentCodec.decode(trading.OrderIntent.encode({ ...wire, ...extra }, new WireWriter()).finish())
    expect(refusal(decode({})).field).toBe('terms')
    const market = { timeInForce: trading.TimeInForce.TIME_IN_FORCE_GTC, quantity: '1' }
    expect(refusal(decode({ market })).message).toContain('GTC does not go with a market order')
    expect(refusal(decode({ market: { ...market, timeInForce: 3, quantity: null } })).field).toBe('size')
    expect(decode({ market: { ...market, timeInForce: 3 } })).not.toThrow()
  })

  it('refuses a command without target or action, and one that would set an unspecified status', () => {
    const control = oasis.control.v1
    const wire: oasis.control.v1.Command.$Properties = {
      commandId: '6f2b0a5e-3c1d-5a4e-9b7f-0a5150a51500',
      target: { accountId: 'coinbase.main.paper' },
      resetPaper: {},
      issuedAt: 1n,
    }
    const decode = (extra: oasis.control.v1.Command.$Properties) => () =>
      commandCodec.decode(control.Command.encode({ ...wire, ...extra }, new WireWriter()).finish())
    expect(decode({})).not.toThrow()
    expect(refusal(decode({ commandId: 'has a space' })).field).toBe('commandId')
    expect(refusal(decode({ target: {} })).field).toBe('target')
    expect(refusal(decode({ resetPaper: null })).field).toBe('action')
    expect(refusal(decode({ resetPaper: null, setBotStatus: {} })).field).toBe('status')
    const scope = { strategyId: 's' }
    const limits = (values: oasis.control.v1.RiskLimits.$Properties) =>
      decode({ resetPaper: null, setRiskLimits: { scope, limits: values } })
    expect(limits({})).not.toThrow()
    expect(refusal(limits({ maxOrderNotional: '1e3' })).field).toBe('maxOrderNotional')
    expect(refusal(limits({ maxDrawdown: '' })).field).toBe('maxDrawdown')
    for (const maxOrdersPerSecond of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(refusal(limits({ maxOrdersPerSecond })).field).toBe('maxOrdersPerSecond')
    const noScope = decode({ resetPaper: null, setRiskLimits: { scope: {}, limits: {} } })
    expect(refusal(noScope).field).toBe('level')
  })

  it('refuses to encode a limit that the wire would cut', () => {
    const limits = { maxOpenOrders: 2.5 }
    const action = {
      kind: 'SET_RISK_LIMITS' as const,
      scope: { level: 'account' as const, id: ACCOUNT },
      limits,
    }
    const command = {
      commandId: 'c',
      target: { kind: 'ACCOUNT' as const, accountId: ACCOUNT },
      action,
      issuedBy: '',
      reason: '',
      issuedAt: 1n as UnixNanos,
    }
    expect(() => commandCodec.encode(command)).toThrow(RangeError)
  })

  it('refuses an empty request where a choice is required', () => {
    expect(refusal(() => orderService.getOrder.request.decode(new Uint8Array(0))).field).toBe('key')
    expect(refusal(() => orderService.placeOrder.response.decode(new Uint8Array(0))).field).toBe('outcome')
  })
})
