/**
 * Which instruments the audit keeps closed, by whom. What a source found wrong stays closed until that same source has
 * been looked at and finds it wrong no more; what it has not looked at since the auditor's start, it cannot open.
 */
import type { ReportAuditRequest } from '@oasis/contracts'
import type { InstrumentId } from '@oasis/domain'
import type { AuditClosure } from '@oasis/ports'

type Report = Pick<ReportAuditRequest, 'findings' | 'looked'>

/** Each instrument and source once, in the order of both. */
export function closuresAfter(known: readonly AuditClosure[], report: Report): readonly AuditClosure[] {
  const looked = new Set<string>(report.looked)
  const closures = new Map<string, AuditClosure>()
  for (const closure of known) if (!looked.has(closure.source)) closures.set(keyOf(closure), closure)
  const found = new Map<string, AuditClosure>()
  for (const finding of report.findings) {
    const first = found.get(keyOf(finding))
    const detail = first === undefined ? finding.detail : `${first.detail}; ${finding.detail}`
    found.set(keyOf(finding), { ...finding, detail })
  }
  return [...new Map([...closures, ...found])].toSorted(byKey).map(([, closure]) => closure)
}

export const sameClosures = (a: readonly AuditClosure[], b: readonly AuditClosure[]): boolean =>
  a.length === b.length &&
  a.every((each, n) => {
    const other = b[n]
    return other !== undefined && keyOf(each) === keyOf(other) && each.detail === other.detail
  })

/** Why each instrument is closed. */
export function detailsByInstrument(closures: readonly AuditClosure[]): ReadonlyMap<InstrumentId, string> {
  const details = new Map<InstrumentId, string>()
  for (const { instrumentId, source, detail } of closures) {
    const first = details.get(instrumentId)
    const text = `${source.toLowerCase()}: ${detail}`
    details.set(instrumentId, first === undefined ? text : `${first}; ${text}`)
  }
  return details
}

type Keyed = Pick<AuditClosure, 'instrumentId' | 'source'>
// Neither contains a space.
const keyOf = ({ instrumentId, source }: Keyed): string => `${instrumentId} ${source}`
const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)
