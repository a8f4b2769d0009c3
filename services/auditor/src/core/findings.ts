/** What is wrong now, by who said it: a source that is right again takes all of its findings back. */
import type { AuditFinding } from '@oasis/contracts'
import type { InstrumentId } from '@oasis/domain'
import type { AuditInstrument } from './audit-book.ts'
import type { Difference } from './compare-portfolio.ts'

/** Who says otherwise than the executions: risk's snapshots, the cache, the venue, or the store against the topic. */
export const AUDIT_SOURCES = ['risk', 'cache', 'venue', 'store'] as const
export type AuditSource = (typeof AUDIT_SOURCES)[number]

export class Findings {
  readonly #bySource = new Map<AuditSource, readonly Difference[]>()

  /** True when it is not what was known of that source. */
  set(source: AuditSource, differences: readonly Difference[]): boolean {
    const before = textOf(this.#bySource.get(source) ?? [])
    this.#bySource.set(source, differences)
    return before !== textOf(differences)
  }

  of(source: AuditSource): readonly Difference[] {
    return this.#bySource.get(source) ?? []
  }

  /** One for each instrument concerned; a wrong currency concerns all that are traded in it. */
  toReport(instruments: ReadonlyMap<InstrumentId, AuditInstrument>): readonly AuditFinding[] {
    const details = new Map<InstrumentId, string[]>()
    for (const [source, differences] of this.#bySource) {
      for (const { subject, detail } of differences) {
        const concerned =
          subject.kind === 'INSTRUMENT'
            ? [subject.instrumentId]
            : [...instruments]
                .filter(([, { base, quote }]) => base === subject.currency || quote === subject.currency)
                .map(([id]) => id)
        const what = subject.kind === 'CURRENCY' ? `${subject.currency}: ${detail}` : detail
        for (const id of concerned) details.set(id, [...(details.get(id) ?? []), `${source}: ${what}`])
      }
    }
    return [...details].map(([instrumentId, texts]) => ({ instrumentId, detail: texts.join('; ') }))
  }
}

const textOf = (differences: readonly Difference[]): string =>
  JSON.stringify(differences.map(({ subject, detail }) => [subject, detail]))
