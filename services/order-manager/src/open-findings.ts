/** What keeps instruments closed: findings of the last look, and contradictions to a person's decision since it began. */
import type { InstrumentId, Order, UnixNanos } from '@oasis/domain'
import { type Finding, findingOfEnded } from './order-scan.ts'

interface Contradiction {
  readonly finding: Finding
  readonly at: UnixNanos
}

export class OpenFindings {
  #findings: readonly Finding[] = []
  #contradictions: readonly Contradiction[] = []
  #closed: ReadonlyMap<InstrumentId, Finding> = new Map()

  get all(): readonly Finding[] {
    return [...this.#findings, ...this.#contradictions.map(({ finding }) => finding)]
  }

  get instruments(): readonly InstrumentId[] {
    return [...this.#closed.keys()]
  }

  /** In constant time. */
  of(instrument: InstrumentId): Finding | undefined {
    return this.#closed.get(instrument)
  }

  /** A look that began then has found these. What has come up since it does not know of. */
  looked(findings: readonly Finding[], startedAt: UnixNanos): void {
    this.#findings = findings
    this.#contradictions = this.#contradictions.filter(({ at }) => at >= startedAt)
    this.#index()
  }

  /** The venue has the order open, and a person has declared it ended: closed until a look finds otherwise. */
  contradicted(order: Order, at: UnixNanos): void {
    const finding = findingOfEnded(order)
    this.#contradictions = [...this.#contradictions, { finding, at }]
    this.#index()
  }

  /** They are accounted for. */
  settle(subjects: ReadonlySet<string>): void {
    this.#findings = this.#findings.filter(({ subject }) => !subjects.has(subject))
    this.#index()
  }

  #index(): void {
    this.#closed = new Map(this.all.map((finding) => [finding.instrumentId, finding]))
  }
}
