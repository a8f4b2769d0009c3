/**
 * The audit log as a chain: the MAC of each entry covers the entry and the MAC before it, so that nothing can be changed,
 * taken out, put in or moved without the key. That something was cut off at the end is told by a head that is kept
 * elsewhere.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { AuditEntry } from '@oasis/ports'

/** The newest entry, as it is known outside of the log. */
export interface AuditHead {
  readonly seq: number
  readonly mac: string
}

/** Before the first entry. */
export const EMPTY_HEAD: AuditHead = { seq: 0, mac: '' }

export function macOf(key: Uint8Array, previousMac: string, entry: Omit<AuditEntry, 'mac'>): string {
  const { seq, ts, actor, role, address, action, target, before, after, result } = entry
  const covered = [
    previousMac,
    seq,
    String(ts),
    actor,
    role,
    address,
    action,
    target,
    before ?? null,
    after ?? null,
    result,
  ]
  return createHmac('sha256', key).update(JSON.stringify(covered)).digest('hex')
}

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

export type AuditFindingKind = 'ALTERED' | 'DELETED' | 'REORDERED' | 'FOREIGN' | 'TRUNCATED'

export interface AuditFinding {
  readonly kind: AuditFindingKind
  /** The first row that is not what was written. */
  readonly seq: number
  readonly detail: string
}

/**
 * Reads the log from its beginning and stops at the first row that is wrong. Such a row is looked for in what follows:
 * one that was written at this place and stands at another was moved.
 */
export class AuditExamination {
  readonly #key: Uint8Array
  readonly #head: AuditHead | undefined
  #last: AuditHead = EMPTY_HEAD
  #wrong: AuditEntry | undefined
  #finding: AuditFinding | undefined
  #headSeen: boolean

  /** `head`: as it was exported, if it is known. */
  constructor(key: Uint8Array, head: AuditHead | undefined) {
    this.#key = key
    this.#head = head
    this.#headSeen = head === undefined || head.seq === 0
  }

  get last(): AuditHead {
    return this.#last
  }

  take(entry: AuditEntry): void {
    if (this.#finding !== undefined) return
    const next = this.#last.seq + 1
    if (this.#wrong !== undefined) this.#lookForMoved(this.#wrong, entry)
    else if (entry.seq < next)
      this.#find('FOREIGN', entry.seq, 'was not written by the system: entries count from 1')
    else if (entry.seq > next) this.#find('DELETED', next, describeMissing(next, entry.seq - 1))
    else if (!isSame(macOf(this.#key, this.#last.mac, entry), entry.mac)) this.#wrong = entry
    else this.#accept(entry)
  }

  /** After the last row. Undefined: everything is as it was written. */
  finish(): AuditFinding | undefined {
    if (this.#finding !== undefined) return this.#finding
    if (this.#wrong !== undefined) {
      const { seq } = this.#wrong
      return { kind: 'ALTERED', seq, detail: `entry ${seq} is not what was written there` }
    }
    if (this.#headSeen || this.#head === undefined) return undefined
    const { seq } = this.#last
    const detail = `${describeMissing(seq + 1, this.#head.seq)}: the log ends before its exported head`
    return { kind: 'TRUNCATED', seq: seq + 1, detail }
  }

  #accept({ seq, mac }: AuditEntry): void {
    this.#last = { seq, mac }
    if (this.#head?.seq !== seq) return
    this.#headSeen = true
    if (isSame(mac, this.#head.mac)) return
    this.#find('ALTERED', seq, `entry ${seq} is not the one whose head was exported`)
  }

  #lookForMoved(wrong: AuditEntry, other: AuditEntry): void {
    if (!isSame(macOf(this.#key, this.#last.mac, { ...other, seq: wrong.seq }), other.mac)) return
    this.#find('REORDERED', wrong.seq, `what was written as entry ${wrong.seq} stands at ${other.seq}`)
  }

  #find(kind: AuditFindingKind, seq: number, detail: string): void {
    this.#finding = { kind, seq, detail }
  }
}

const describeMissing = (from: number, to: number): string =>
  from === to ? `entry ${from} is missing` : `entries ${from} to ${to} are missing`
