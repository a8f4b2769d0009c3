import type { AuditEntry } from '@oasis/ports'
import { buildAuditEntry } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { AuditExamination, type AuditHead, macOf } from '../src/core/audit-chain.ts'

const KEY = Buffer.from('a key of tests')

/** As the system writes them: `actor` did all of it. */
function history(length: number, actorAt: (seq: number) => string): AuditEntry[] {
  const entries: AuditEntry[] = []
  let mac = ''
  for (let seq = 1; seq <= length; seq++) {
    const entry = buildAuditEntry(seq, { actor: actorAt(seq) })
    mac = macOf(KEY, mac, entry)
    entries.push({ ...entry, mac })
  }
  return entries
}

function examine(entries: readonly AuditEntry[], head?: AuditHead) {
  const examination = new AuditExamination(KEY, head)
  for (const entry of entries) examination.take(entry)
  return examination.finish()
}

const written = history(8, () => 'ana')
/** What the system would have written after its store was taken back to entry 3: each entry is one of its own. */
const other = history(8, (seq) => (seq > 3 ? 'bob' : 'ana'))

test('rows of another history of the same system do not fit, though each was written by it', () => {
  const spliced = written.map((entry, at) => (at === 4 ? (other[4] ?? entry) : entry))
  expect(examine(spliced)).toMatchObject({ kind: 'ALTERED', seq: 5 })
  expect(examine([...other.slice(0, 5), ...written.slice(5)])).toMatchObject({ kind: 'ALTERED', seq: 6 })
})

test('another history as a whole is told by the head alone', () => {
  expect(examine(other)).toBeUndefined()
  expect(examine(other, { seq: 6, mac: written[5]?.mac ?? '' })).toMatchObject({ kind: 'ALTERED', seq: 6 })
})

test('entries that were written after the head was exported are no fault', () => {
  expect(examine(written, { seq: 6, mac: written[5]?.mac ?? '' })).toBeUndefined()
})

test('with another key nothing fits', () => {
  const examination = new AuditExamination(Buffer.from('another'), undefined)
  for (const entry of written) examination.take(entry)
  expect(examination.finish()).toMatchObject({ kind: 'ALTERED', seq: 1 })
})
