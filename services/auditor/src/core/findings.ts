/**
 * What is wrong now, by who said it: a source that is right again takes all of its findings back. What has been looked at
 * is said with it, since nothing else can take back what was found before this process began.
 */
import type { AuditFinding, AuditSource } from '@oasis/contracts'
import type { InstrumentId } from '@oasis/domain'
import type { AuditInstrument } from './audit-book.ts'
import type { Difference } from './compare-portfolio.ts'

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

  /** Sources that have been compared since the start. */
  get looked(): readonly AuditSource[] {
    return [...this.#bySource.keys()]
  }

  describe(): readonly string[] {
    return [...this.#bySource].flatMap(([source, differences]) =>
      differences.map(({ subject, detail }) => {
        const what = subject.kind === 'CURRENCY' ? subject.currency : subject.instrumentId
        return `${source.toLowerCase()}: ${what}: ${detail}`
      }),
    )
  }

  /** One for each source and instrument concerned; a wrong currency concerns all that are traded in it. */
  toReport(instruments: ReadonlyMap<InstrumentId, AuditInstrument>): readonly AuditFinding[] {
    return [...this.#bySource].flatMap(([source, differences]) =>
      [...detailsOf(differences, instruments)].map(([instrumentId, texts]) => ({
        instrumentId,
        source,
        detail: texts.join('; '),
      })),
    )
  }
}

function detailsOf(
  differences: readonly Difference[],
  instruments: ReadonlyMap<InstrumentId, AuditInstrument>,
): ReadonlyMap<InstrumentId, readonly string[]> {
  const details = new Map<InstrumentId, string[]>()
  for (const { subject, detail } of differences) {
    const concerned =
      subject.kind === 'INSTRUMENT'
        ? [subject.instrumentId]
        : [...instruments]
            .filter(([, { base, quote }]) => base === subject.currency || quote === subject.currency)
            .map(([id]) => id)
    const what = subject.kind === 'CURRENCY' ? `${subject.currency}: ${detail}` : detail
    for (const id of concerned) details.set(id, [...(details.get(id) ?? []), what])
  }
  return details
}

const textOf = (differences: readonly Difference[]): string =>
  JSON.stringify(differences.map(({ subject, detail }) => [subject, detail]))
