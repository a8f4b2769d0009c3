import { createHmac } from 'node:crypto'
import { approvalPayload, orderIntentCodec, orderService } from '@oasis/contracts'
import {
  type AccountEventBody,
  type Approval,
  type BalanceAdjustment,
  createLedger,
  currenciesOfSymbol,
  currency,
  instrumentId,
  parseMoney,
  parseQuantity,
  strategyId,
  type UnixNanos,
} from '@oasis/domain'
import type { VenueBalance } from '@oasis/ports'
import { buildExecution, buildIntent, buildOrder, TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import { describe, expect, test } from 'vitest'
import { snapshotChunks } from '../../src/core/account-snapshot.ts'
import { type AccountState, bookIntoAccount, stepAccount } from '../../src/core/account-state.ts'
import { summarizeAccount } from '../../src/core/account-summary.ts'
import { compareBalances, openingAdjustments } from '../../src/core/compare-balances.ts'
import { verifyApproval } from '../../src/core/verify-approval.ts'

const START: AccountState = {
  account: {
    accountId: TEST_ACCOUNT,
    accountSeq: 7,
    riskEpoch: 1,
    haltEpoch: 2,
    halted: false,
    resetSeq: 0,
    executionsSince: TEST_TIME,
  },
  ledger: createLedger(TEST_ACCOUNT),
  openedAt: 0n as UnixNanos,
  externalTrades: new Set(),
}
const adjustment: BalanceAdjustment = {
  accountId: TEST_ACCOUNT,
  mode: 'PAPER',
  currency: currency('USD'),
  amount: parseMoney('1000'),
  reason: 'OPENING',
  tsEvent: TEST_TIME,
}
const order = buildOrder(1, { version: 3 })
const execution = buildExecution(order, 1)
const bodies: readonly AccountEventBody[] = [
  { kind: 'ADJUSTMENT', adjustment },
  { kind: 'ORDER', trigger: 'SUBMIT', order: { ...order, version: 2 } },
  { kind: 'EXECUTION', execution, order },
]
const step = (state: AccountState) =>
  stepAccount(state, { bodies, orders: [order] }, TEST_TIME, currenciesOfSymbol, (event) => ({
    topic: 'events',
    key: event.accountId,
    value: undefined,
    headers: { 'event-id': event.eventId },
  }))

describe('a step of the account', () => {
  test('numbers its events without gaps, names them by facts, and puts each into the write', () => {
    const { write, events, next } = step(START)
    expect(events.map((event) => event.accountSeq)).toEqual([8, 9, 10])
    expect(events.map((event) => event.eventId)).toEqual([
      `adjustment/${TEST_ACCOUNT}/8`,
      `order/${order.clientOrderId}/2`,
      `order/${order.clientOrderId}/3`,
    ])
    expect(write).toMatchObject({
      expectedAccountSeq: 7,
      account: { accountSeq: 10 },
      executions: [{ accountSeq: 10, execution }],
      adjustments: [{ accountSeq: 8, adjustment }],
      orders: [order],
    })
    expect(write.outbox.map(({ headers }) => headers['event-id'])).toEqual(events.map((e) => e.eventId))
    expect(next.account).toEqual(write.account)
  })

  test('books executions and adjustments into the ledger', () => {
    const { balances, byInstrument } = step(START).next.ledger
    expect(balances.get(currency('BTC'))).toBe(parseMoney('0.25'))
    expect(balances.get(currency('USD'))).toBe(parseMoney('-15266.2525025'))
    expect(byInstrument.get(execution.instrumentId)?.quantity).toBe(parseQuantity('0.25'))
  })

  test('a change without events raises an epoch and no sequence', () => {
    const change = { bodies: [], orders: [], account: { riskEpoch: 2 } }
    const { next } = stepAccount(START, change, TEST_TIME, currenciesOfSymbol, () => {
      throw new Error('nothing to publish')
    })
    expect(next.account).toEqual({ ...START.account, riskEpoch: 2 })
    expect(next.ledger).toBe(START.ledger)
  })

  test('a reset begins the ledger anew within the same sequence, and what follows it counts', () => {
    const used = step(START).next
    const reset: AccountEventBody = { kind: 'RESET', reason: 'asked for' }
    const opening = { ...adjustment, amount: parseMoney('7'), tsEvent: (TEST_TIME + 9n) as UnixNanos }
    const change = { bodies: [reset, { kind: 'ADJUSTMENT', adjustment: opening } as const], orders: [] }
    const toRecord = () => ({ topic: '', key: '', value: undefined, headers: {} })
    const { next, events, write } = stepAccount(used, change, TEST_TIME, currenciesOfSymbol, toRecord)
    expect(events.map(({ eventId }) => eventId)).toEqual([
      `reset/${TEST_ACCOUNT}/11`,
      `adjustment/${TEST_ACCOUNT}/12`,
    ])
    expect(write.account).toMatchObject({ accountSeq: 12, resetSeq: 11 })
    expect(next.ledger).toEqual({
      ...createLedger(TEST_ACCOUNT),
      balances: new Map([['USD', parseMoney('7')]]),
    })
    expect(next.openedAt).toBe(TEST_TIME + 9n)
    const bare = stepAccount(used, { bodies: [reset], orders: [] }, TEST_TIME, currenciesOfSymbol, toRecord)
    expect(bare.next).toMatchObject({ ledger: createLedger(TEST_ACCOUNT), openedAt: TEST_TIME })
  })

  test('only opening adjustments say when the account began', () => {
    expect(step(START).next.openedAt).toBe(TEST_TIME)
    const deposit = { ...adjustment, reason: 'DEPOSIT' } as const
    expect(bookIntoAccount(START, deposit).openedAt).toBe(0n)
  })

  test('the currencies of an instrument are read from its symbol', () => {
    expect(currenciesOfSymbol(instrumentId('coinbase:AB-USDC'))).toEqual({ base: 'AB', quote: 'USDC' })
  })
})

describe('balances', () => {
  const balance = (code: string, available: string, held = '0'): VenueBalance => ({
    currency: currency(code),
    available: parseMoney(available),
    held: parseMoney(held),
  })
  const { ledger } = step(START).next

  test('holds belong to the balance, and what agrees is no difference', () => {
    const venue = [balance('USD', '-15267.2525025', '1'), balance('BTC', '0.25'), balance('EUR', '0')]
    expect(compareBalances(ledger, venue)).toEqual([])
  })

  test('a currency that one side lacks counts as zero there', () => {
    expect(compareBalances(ledger, [balance('ETH', '2'), balance('BTC', '0.25')])).toEqual([
      { currency: 'ETH', venue: parseMoney('2'), ledger: 0n },
      { currency: 'USD', venue: 0n, ledger: parseMoney('-15266.2525025') },
    ])
  })

  test('opening adjustments make the ledger what the venue says', () => {
    const opening = openingAdjustments(
      createLedger(TEST_ACCOUNT),
      [balance('USD', '9', '1')],
      'PAPER',
      TEST_TIME,
    )
    expect(opening).toEqual([{ ...adjustment, amount: parseMoney('10') }])
  })
})

describe('approvals', () => {
  const intent = buildIntent(1)
  const bytes = orderIntentCodec.encode(intent)
  const secret = Buffer.from('secret')
  const rules = { keys: new Map([['k', secret]]), mode: 'PAPER', haltEpoch: 2, riskEpoch: 1 } as const
  const good = {
    intentId: intent.intentId,
    expiresAt: (TEST_TIME + 1n) as UnixNanos,
    haltEpoch: 2,
    riskEpoch: 1,
    keyId: 'k',
  }
  const sign = (changes: Partial<Approval> = {}): Approval => {
    const signed = { ...good, ...changes }
    return {
      ...signed,
      mac: createHmac('sha256', secret).update(approvalPayload(bytes, signed)).digest(),
    }
  }
  const verify = (approval: Approval, changes: Partial<typeof rules> | { mode: 'REAL' } = {}) =>
    verifyApproval(intent, bytes, approval, { ...rules, ...changes }, TEST_TIME)?.reason

  test('a good one passes', () => {
    expect(verify(sign())).toBeUndefined()
  })

  test.each([
    ['UNKNOWN_KEY', sign({ keyId: 'other' })],
    ['INTENT_MISMATCH', sign({ intentId: buildIntent(2).intentId })],
    ['HALT_EPOCH', sign({ haltEpoch: 1 })],
    ['RISK_EPOCH', sign({ riskEpoch: 2 })],
    ['EXPIRED', sign({ expiresAt: TEST_TIME })],
    ['BAD_MAC', { ...sign(), mac: new Uint8Array(32) }],
    ['BAD_MAC', { ...sign(), mac: new Uint8Array(0) }],
    ['BAD_MAC', { ...sign(), riskEpoch: 9 }],
  ] as const)('%s', (reason, approval) => {
    expect(verify(approval)).toBe(reason)
  })

  test('an intent of the other mode is refused', () => {
    expect(verify(sign(), { mode: 'REAL' })).toBe('MODE_MISMATCH')
  })

  test('one changed bit of the order makes it unsigned', () => {
    const changed = Uint8Array.from(bytes)
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    expect(verifyApproval(intent, changed, sign(), rules, TEST_TIME)?.reason).toBe('BAD_MAC')
  })
})

describe('what others are told of the account', () => {
  const { next } = step(START)
  const NOT_HALTED = { halted: false, haltEpoch: 0 }

  test('an empty account is one last chunk', () => {
    expect(snapshotChunks(START, NOT_HALTED, 'PAPER', [])).toMatchObject([
      { last: true, openOrders: [], balances: [] },
    ])
  })

  test('many orders come in parts of one sequence, balances and positions once', () => {
    const orders = Array.from({ length: 401 }, (_, n) => buildOrder(n))
    const chunks = snapshotChunks(next, NOT_HALTED, 'PAPER', orders)
    expect(chunks.map(({ last, openOrders }) => [last, openOrders.length])).toEqual([
      [false, 200],
      [false, 200],
      [true, 1],
    ])
    expect(chunks.map(({ positions, balances }) => positions.length + balances.length)).toEqual([4, 0, 0])
    expect(new Set(chunks.map(({ accountSeq }) => accountSeq))).toEqual(new Set([10]))
    const own = chunks[0]?.positions.filter((one) => one.strategyId === undefined)
    expect(own?.map(({ instrumentId, position }) => [instrumentId, position])).toEqual([
      ...next.ledger.byInstrument,
    ])
  })

  test('parts are filled by bytes: the longest words that orders may have make more of them', () => {
    const orders = Array.from({ length: 200 }, (_, n) => buildOrder(n, { reason: '\ufffd'.repeat(2_000) }))
    const chunks = snapshotChunks(next, NOT_HALTED, 'PAPER', orders)
    const bytes = chunks.map((chunk) => orderService.snapshot.response.encode(chunk).length)
    expect(Math.max(...bytes)).toBeLessThan(300_000)
    expect(chunks.flatMap(({ openOrders }) => openOrders)).toEqual(orders)
    expect(chunks.map(({ last }) => last)).toEqual(chunks.map((_, n) => n === chunks.length - 1))
  })

  test('a summary does not depend on the order of what it sums up', () => {
    const orders = [buildOrder(1), buildOrder(2), buildOrder(3)]
    const other = buildExecution(order, 2, { strategyId: strategyId('a-strategy') })
    const ledger = stepAccount(
      next,
      {
        bodies: [
          { kind: 'EXECUTION', execution: other, order },
          { kind: 'ADJUSTMENT', adjustment: { ...adjustment, currency: currency('EUR') } },
        ],
        orders: [],
      },
      TEST_TIME,
      currenciesOfSymbol,
      () => ({ topic: '', key: '', value: undefined, headers: {} }),
    ).next.ledger
    const one = summarizeAccount(10, ledger, orders, [execution, other])
    const reversed = summarizeAccount(10, ledger, orders.toReversed(), [other, execution])
    expect(JSON.stringify(one)).toBe(JSON.stringify(reversed))
    expect(one.positions.map((row) => row.key)).toEqual([
      'a-strategy coinbase:BTC-USD',
      'test-strategy coinbase:BTC-USD',
    ])
    expect(Object.keys(one.cash)).toEqual(['BTC', 'EUR', 'USD'])
  })
})
