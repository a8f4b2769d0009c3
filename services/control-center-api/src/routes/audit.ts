/** Who did what, when. */
import { formatRfc3339 } from '@oasis/domain'
import type { AuditEntry, ControlCenterStore } from '@oasis/ports'
import { z } from 'zod'
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

export function auditRoutes(
  store: Pick<ControlCenterStore, 'auditEntries'>,
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
  ]
}

const parsed = (json: string | undefined): unknown => (json === undefined ? null : JSON.parse(json))

const toJson = ({ before, after, ts, ...entry }: AuditEntry) => ({
  ...entry,
  ts: formatRfc3339(ts),
  before: parsed(before),
  after: parsed(after),
})
