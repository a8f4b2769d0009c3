/** Reads the whole audit log and compares it with its chain and its exported head. */
import type { ControlCenterStore } from '@oasis/ports'
import { AuditExamination, type AuditFinding, type AuditHead } from '../core/audit-chain.ts'

export interface AuditVerdict {
  readonly entries: number
  /** The last entry that is as it was written. */
  readonly head: AuditHead
  /** Undefined: all of it is. */
  readonly finding?: AuditFinding
}

/** `head`: as it was exported, in the file beside the store or in a log elsewhere. */
export async function verifyAudit(
  store: Pick<ControlCenterStore, 'wholeAudit'>,
  key: Uint8Array,
  head: AuditHead | undefined,
): Promise<AuditVerdict> {
  const examination = new AuditExamination(key, head)
  let entries = 0
  for await (const entry of store.wholeAudit()) {
    entries += 1
    examination.take(entry)
  }
  const finding = examination.finish()
  return { entries, head: examination.last, ...(finding === undefined ? {} : { finding }) }
}
