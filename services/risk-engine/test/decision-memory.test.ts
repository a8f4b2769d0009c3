import { type Approval, addMillis, type OrderIntent } from '@oasis/domain'
import { expect, test } from 'vitest'
import { type Decision, DecisionMemory } from '../src/core/decision-memory.ts'
import { intent, NOW } from './risk-fixtures.ts'

const intentBytes = new Uint8Array()
const denied: Decision<string> = {
  kind: 'DENIED',
  intentBytes,
  verdict: { result: 'DENIED', code: 'STALE_SIGNAL', context: {} },
}
const approved = (answer: string | undefined): Decision<string> => ({
  kind: 'APPROVED',
  intentBytes,
  approval: {} as Approval,
  answer,
  unanswered: 0,
})

const caused = (n: number, ms: number): OrderIntent => ({
  ...intent(n),
  cause: { ...intent(n).cause, tsInit: addMillis(NOW, ms) },
})

test('before an epoch has begun, anything may be known elsewhere', () => {
  expect(new DecisionMemory(10).mayBeKnownElsewhere(caused(1, 1e9))).toBe(true)
})

test("an intent may be known elsewhere if its cause is not later than the epoch's start and the clocks' margin", () => {
  const memory = new DecisionMemory(10)
  memory.begin(NOW)
  expect(memory.mayBeKnownElsewhere(caused(1, 1_000))).toBe(true)
  expect(memory.mayBeKnownElsewhere(caused(1, 1_000.001))).toBe(false)
})

test('beyond its capacity it drops the oldest, and what is dropped may be known elsewhere', () => {
  const memory = new DecisionMemory<string>(2)
  memory.begin(NOW)
  for (const n of [1, 2, 3]) memory.remember(caused(n, n * 10_000), denied)
  expect(memory.find(intent(1).intentId)).toBeUndefined()
  expect(memory.find(intent(2).intentId)).toEqual(denied)
  expect(memory.mayBeKnownElsewhere(caused(1, 10_000))).toBe(true)
  expect(memory.mayBeKnownElsewhere(caused(9, 10_000.001))).toBe(false)
})

test('dropping an intent with an older cause does not lower the watermark', () => {
  const memory = new DecisionMemory<string>(1)
  memory.begin(NOW)
  memory.remember(caused(1, -5_000), denied)
  memory.remember(caused(2, 20_000), denied)
  expect(memory.mayBeKnownElsewhere(caused(3, 1_000))).toBe(true)
})

test('an approval without an answer is never dropped; an answered one is', () => {
  const memory = new DecisionMemory<string>(1)
  memory.remember(caused(1, 0), approved(undefined))
  memory.remember(caused(2, 10), approved('placed'))
  expect(memory.find(intent(1).intentId)).toBeDefined()
  expect(memory.find(intent(2).intentId)).toBeUndefined()
  memory.remember(caused(3, 20), approved(undefined))
  expect(memory.find(intent(3).intentId)).toBeDefined()
})

test('a new epoch begins with nothing decided', () => {
  const memory = new DecisionMemory<string>(5)
  memory.begin(NOW)
  memory.remember(caused(1, 5_000), denied)
  memory.begin(addMillis(NOW, 10_000))
  expect(memory.find(intent(1).intentId)).toBeUndefined()
  expect(memory.mayBeKnownElsewhere(caused(1, 5_000))).toBe(true)
})

test('what is remembered keeps no more bytes than its own', () => {
  const memory = new DecisionMemory<string>(2)
  const block = new Uint8Array(65_536)
  const kept = memory.remember(caused(1, 0), { ...denied, intentBytes: block.subarray(8, 208) })
  expect(kept).toBe(memory.find(intent(1).intentId))
  expect(kept.intentBytes.buffer.byteLength).toBe(200)
})
