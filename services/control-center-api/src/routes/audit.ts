/** Who did what, when. */
import { formatRfc3339 } from '@oasis/domain'
import type { AuditEntry, ControlCenterStore } from '@oasis/ports'
import { z } from 'zod'
import type { AuditVerifier } from '../audit/verify-audit.ts'
import { type Pager, pageOf, pageQuery } from '../http/pages.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { shortText, timestamp } from '../http/schemas.ts'

const auditJson = z
  .object({
    seq: z.int(),
    ts: timestamp,
    actor: z.string(),
    role: z.string(),
    address: z.string(),
    action: z.string(),
    target: z.string(),
    before: z.unknown().describe('As it was, where something was changed; else null'),
    after: z.unknown().describe('As it became'),
    result: z.string(),
    mac: z.string().describe('Covers this entry and the one before it'),
  })
  .meta({ id: 'AuditEntry' })

const verificationJson = z
  .object({
    whole: z.boolean(),
    entries: z.int(),
    head: z.int().describe('The last entry that is as it was written'),
    mac: z.string(),
    finding: z
      .object({
        kind: z.enum(['ALTERED', 'DELETED', 'REORDERED', 'FOREIGN', 'TRUNCATED']),
        seq: z.int().describe('The first row that is not what was written'),
        detail: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'AuditVerification' })

/** A million entries take seconds. */
const VERIFICATION_MS = 60_000

export function auditRoutes(
  store: Pick<ControlCenterStore, 'auditEntries'>,
  verifier: AuditVerifier,
  pager: Pager,
): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/audit',
      access: 'admin',
      tag: 'system',
      summary: 'The audit log, newest first',
      query: z.strictObject({
        ...pageQuery,
        actor: shortText(200).optional(),
        action: shortText(100).optional(),
      }),
      answer: { status: 200, description: 'A page', schema: pageOf(auditJson).meta({ id: 'AuditPage' }) },
      problems: ['OTS_HTTP_CURSOR_INVALID'],
      handle: async ({ query: { limit, cursor, actor, action } }) => {
        const filters = {
          ...(actor === undefined ? {} : { actor }),
          ...(action === undefined ? {} : { action }),
        }
        const page = await pager.page<AuditEntry>({
          ...{ limit, cursor },
          scope: { list: 'audit', filters },
          positionOf: ({ seq }) => [String(seq)],
          read: (count, after) =>
            store.auditEntries({
              limit: count,
              ...filters,
              ...(after === undefined ? {} : { before: Number(after[0]) }),
            }),
        })
        return { items: page.items.map(toJson), nextCursor: page.nextCursor }
      },
    }),
    route({
      method: 'GET',
      path: '/audit/verification',
      access: 'admin',
      tag: 'system',
      summary: 'Whether the audit log is as it was written',
      description: 'Reads all of it.',
      deadlineMs: VERIFICATION_MS,
      answer: { status: 200, description: 'The first row that is not, or none', schema: verificationJson },
      handle: async () => {
        const { entries, head, finding } = await verifier.verify()
        return {
          whole: finding === undefined,
          entries,
          head: head.seq,
          mac: head.mac,
          finding: finding ?? null,
        }
      },
    }),
  ]
}

const parsed = (json: string | undefined): unknown => (json === undefined ? null : JSON.parse(json))

const toJson = ({ before, after, ts, ...entry }: AuditEntry) => ({
  ...entry,
  ts: formatRfc3339(ts),
  before: parsed(before),
  after: parsed(after),
})
