/** Reads the whole audit log and compares it with its chain and its exported head. */
import type { ControlCenterStore } from '@oasis/ports'
import { AuditExamination, type AuditFinding, type AuditHead } from '../core/audit-chain.ts'
import type { AuditedWriter, AuditHeadExport } from './audited-writer.ts'

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

export interface AuditVerifierOptions {
  readonly store: ControlCenterStore
  readonly key: Uint8Array
  readonly heads: AuditHeadExport
  readonly writer: Pick<AuditedWriter, 'head'>
}

/** Of a system that runs: it knows by itself what it has written last, whatever the file says. One at a time. */
export class AuditVerifier {
  readonly #options: AuditVerifierOptions
  #running: Promise<AuditVerdict> | undefined

  constructor(options: AuditVerifierOptions) {
    this.#options = options
  }

  verify(): Promise<AuditVerdict> {
    this.#running ??= this.#verify().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #verify(): Promise<AuditVerdict> {
    const { store, key, heads, writer } = this.#options
    const written = writer.head
    const exported = await heads.read()
    // Taken before the log is read: it may only have grown since.
    const head = exported !== undefined && exported.seq > written.seq ? exported : written
    return verifyAudit(store, key, head)
  }
}
