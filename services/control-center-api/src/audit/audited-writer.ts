/**
 * The one way to write to the store: one write after the other, each with the audit entries that tell of it, chained
 * (core/audit-chain.ts), in one transaction. After it, the head of the chain goes to where whoever can change the store
 * cannot change it: a file of its own, the log, a metric.
 *
 * What the store lacks at the start that the exported head knows was cut off: the chain goes on after the exported head,
 * never over it, so that the hole stays to be seen.
 */
import type { AuditEntry, ControlCenterStore, ControlCenterWrite, Logger, Scheduler } from '@oasis/ports'
import { StaleWrite } from '@oasis/ports'
import { type Metrics, TransientError } from '@oasis/runtime'
import { type AuditHead, EMPTY_HEAD, macOf } from '../core/audit-chain.ts'
import { storableText } from '../core/storable-text.ts'

/** Who did it. */
export interface Actor {
  readonly name: string
  /** A role, `system` or `terminal`. */
  readonly role: string
  readonly address: string
}

export const SYSTEM: Actor = { name: 'ots', role: 'system', address: '-' }

export interface AuditDraft {
  readonly actor: Actor
  readonly action: string
  readonly target: string
  readonly before?: object
  readonly after?: object
  readonly result: string
}

export interface Draft extends Omit<ControlCenterWrite, 'audit'> {
  readonly audit: readonly AuditDraft[]
}

/** Where the head is kept outside of the store. */
export interface AuditHeadExport {
  read(): Promise<AuditHead | undefined>
  put(head: AuditHead): Promise<void>
}

export interface AuditedWriterOptions {
  readonly store: ControlCenterStore
  readonly key: Uint8Array
  readonly heads: AuditHeadExport
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
}

const MAX_WAITING = 1_000
const ATTEMPTS = 3

export class AuditedWriter {
  readonly #options: AuditedWriterOptions
  #head: AuditHead = EMPTY_HEAD
  #tail: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #broken: string | undefined

  constructor(options: AuditedWriterOptions) {
    this.#options = options
  }

  get head(): AuditHead {
    return this.#head
  }

  /** What was found wrong with the end of the log at the start; `ots audit verify` looks at all of it. */
  get broken(): string | undefined {
    return this.#broken
  }

  async start(): Promise<void> {
    const { store, heads, logger } = this.#options
    const stored = (await store.auditHead()) ?? EMPTY_HEAD
    const exported = await heads.read().catch((error: unknown) => {
      logger.error({ err: error }, 'the exported head of the audit log cannot be read')
      return undefined
    })
    this.#head = { seq: stored.seq, mac: stored.mac }
    if (exported === undefined || exported.seq < stored.seq) return
    const isWhole = exported.seq === stored.seq && exported.mac === stored.mac
    this.#head = exported
    if (isWhole) return
    this.#broken = `the audit log ends at entry ${stored.seq}, and its exported head is ${exported.seq}: run "ots audit verify"`
    logger.error(
      { stored: stored.seq, exported: exported.seq },
      'the audit log was cut off or changed at its end',
    )
  }

  /**
   * `build` sees the store as it is when its turn has come, and may refuse by throwing. With another writer in between it
   * is asked again.
   */
  write(build: () => Draft | Promise<Draft>): Promise<void> {
    if (this.#waiting >= MAX_WAITING) {
      return Promise.reject(new TransientError('too many writes wait for the store of the Control Center'))
    }
    this.#waiting += 1
    const done = this.#tail.then(() => this.#attempt(build)).finally(() => (this.#waiting -= 1))
    this.#tail = done.catch(() => {})
    return done
  }

  /** After what was asked for has been written. */
  async close(): Promise<void> {
    await this.#tail
  }

  async #attempt(build: () => Draft | Promise<Draft>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#commit(await build())
      } catch (error) {
        if (!(error instanceof StaleWrite) || attempt === ATTEMPTS) throw error
        const stored = await this.#options.store.auditHead()
        if (stored !== undefined && stored.seq > this.#head.seq) this.#head = stored
      }
    }
  }

  async #commit({ audit, ...write }: Draft): Promise<void> {
    if (audit.length === 0 && Object.keys(write).length === 0) return
    const { store, key, scheduler } = this.#options
    let head = this.#head
    const entries = audit.map((draft): AuditEntry => {
      const entry = { ...fieldsOf(draft), seq: head.seq + 1, ts: scheduler.now() }
      const mac = macOf(key, head.mac, entry)
      head = { seq: entry.seq, mac }
      return { ...entry, mac }
    })
    await store.commit({ ...write, audit: entries })
    this.#head = head
    if (entries.length > 0) await this.#export(head)
  }

  /** The entries are written: what fails here is told, and the next head makes up for it. */
  async #export(head: AuditHead): Promise<void> {
    const { heads, logger, metrics } = this.#options
    metrics.set('ots_audit_head_seq', {}, head.seq)
    logger.info({ auditSeq: head.seq, auditMac: head.mac }, 'audit head')
    try {
      await heads.put(head)
    } catch (error) {
      logger.error({ err: error }, 'the head of the audit log could not be exported')
    }
  }
}

function fieldsOf({ actor, action, target, before, after, result }: AuditDraft) {
  return {
    actor: storableText(actor.name),
    role: actor.role,
    address: actor.address,
    action,
    target: storableText(target),
    ...(before === undefined ? {} : { before: JSON.stringify(before) }),
    ...(after === undefined ? {} : { after: JSON.stringify(after) }),
    result: storableText(result),
  }
}
