import { describe, expect, test } from 'vitest'
import {
  isFinal,
  nextOrderState,
  ORDER_STATES,
  ORDER_TRIGGERS,
  type OrderState,
  type OrderTrigger,
  stateAfterFill,
} from '../src/index.ts'

/**
 * The whole table once more, written by hand: a change of the other needs a change here. Columns are the triggers in
 * their order; a dot is a refused pair.
 */
const COLUMNS = 'SUBM ACK  REJ  NSNT LOSE ABS  REV  PART FILL RCAN CREJ CANC EXP  VOID'
const TABLE: Readonly<Record<OrderState, string>> = {
  PENDING_SUBMIT: '  sub  .    .    nsnt .    .    .    part fill .    .    .    .    void',
  SUBMITTED: '       .    open rej  nsnt unk  .    .    part fill pcan .    canc exp  .',
  UNKNOWN: '         .    open rej  .    .    rej  rev  part fill unk  .    canc exp  .',
  REVIEW: '          .    open rej  .    .    .    .    part fill rev  .    canc exp  .',
  OPEN: '            .    open rej  .    unk  .    .    part fill pcan .    canc exp  .',
  PARTIALLY_FILLED: '.    part rej  .    unk  .    .    part fill pcan .    canc exp  .',
  PENDING_CANCEL: '  .    pcan rej  nsnt unk  .    .    pcan fill pcan open canc exp  .',
  FILLED: '          .    fill .    .    .    .    .    fill fill .    fill .    .    .',
  CANCELED: '        .    canc .    .    .    .    .    canc fill .    canc canc .    .',
  REJECTED: '        .    open rej  .    .    .    .    part fill .    .    .    .    .',
  EXPIRED: '         .    exp  .    .    .    .    .    exp  fill .    exp  .    exp  .',
  NOT_SENT: '        .    .    .    .    .    .    .    part fill .    .    .    .    .',
  VOIDED: '          .    .    .    .    .    .    .    part fill .    .    .    .    .',
}
const STATE_OF: Readonly<Record<string, OrderState>> = {
  sub: 'SUBMITTED',
  unk: 'UNKNOWN',
  rev: 'REVIEW',
  open: 'OPEN',
  part: 'PARTIALLY_FILLED',
  pcan: 'PENDING_CANCEL',
  fill: 'FILLED',
  canc: 'CANCELED',
  rej: 'REJECTED',
  exp: 'EXPIRED',
  nsnt: 'NOT_SENT',
  void: 'VOIDED',
}

const pairs = ORDER_STATES.flatMap((state) => ORDER_TRIGGERS.map((trigger) => [state, trigger] as const))

function written(state: OrderState, trigger: OrderTrigger): OrderState | undefined {
  const cell = TABLE[state].trim().split(/\s+/)[ORDER_TRIGGERS.indexOf(trigger)] ?? ''
  return STATE_OF[cell]
}

test('the written table has a cell for every trigger', () => {
  for (const row of [COLUMNS, ...Object.values(TABLE)]) {
    expect(row.trim().split(/\s+/)).toHaveLength(ORDER_TRIGGERS.length)
  }
})

test.each(pairs)('%s and %s: led on or refused as written', (state, trigger) => {
  expect(nextOrderState(state, trigger)).toBe(written(state, trigger))
})

describe('invariants of the table', () => {
  test('a fill from any state lands, and a complete one always in FILLED', () => {
    for (const state of ORDER_STATES) {
      expect(nextOrderState(state, 'PARTIAL_FILL')).toBe(stateAfterFill(state, 'PARTIAL_FILL'))
      expect(stateAfterFill(state, 'FILL')).toBe('FILLED')
    }
  })

  test("only the venue's evidence leads out of a final state", () => {
    const evidence: readonly OrderTrigger[] = ['ACKNOWLEDGE', 'PARTIAL_FILL', 'FILL']
    for (const [state, trigger] of pairs) {
      const next = nextOrderState(state, trigger)
      if (isFinal(state) && next !== undefined && next !== state)
        expect(evidence, `${state} ${trigger}`).toContain(trigger)
    }
  })

  test('only evidence, or proof that nothing was sent, leads to a final state', () => {
    const grounds: Readonly<Partial<Record<OrderState, readonly OrderTrigger[]>>> = {
      FILLED: ['FILL'],
      CANCELED: ['CANCELED'],
      REJECTED: ['REJECT', 'ABSENT'],
      EXPIRED: ['EXPIRED'],
      NOT_SENT: ['NOT_SENT'],
      VOIDED: ['VOID'],
    }
    for (const [state, trigger] of pairs) {
      const next = nextOrderState(state, trigger)
      if (next === undefined || next === state || !isFinal(next)) continue
      expect(grounds[next], `${state} ${trigger}`).toContain(trigger)
    }
  })

  test('NOT_SENT and VOIDED are reached only while nothing is acknowledged', () => {
    for (const [state, trigger] of pairs) {
      const next = nextOrderState(state, trigger)
      if (next !== 'NOT_SENT' && next !== 'VOIDED') continue
      expect(['PENDING_SUBMIT', 'SUBMITTED', 'PENDING_CANCEL']).toContain(state)
    }
  })

  test('bytes can leave only once: SUBMIT is known to PENDING_SUBMIT alone', () => {
    const known = pairs.filter(([state, trigger]) => trigger === 'SUBMIT' && nextOrderState(state, trigger))
    expect(known).toEqual([['PENDING_SUBMIT', 'SUBMIT']])
  })

  test('an order in doubt is not left by our own wish, only by evidence or by a person', () => {
    for (const state of ['UNKNOWN', 'REVIEW'] as const) {
      for (const trigger of ['SUBMIT', 'NOT_SENT', 'VOID'] as const) {
        expect(nextOrderState(state, trigger)).toBeUndefined()
      }
      expect(nextOrderState(state, 'REQUEST_CANCEL')).toBe(state)
    }
  })
})
