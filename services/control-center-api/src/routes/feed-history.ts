/** Gaps, silences and returns of the connections to venues. */
import type { FeedStatus } from '@oasis/domain'
import type { ReadModelStore } from '@oasis/ports'
import { z } from 'zod'
import { type Pager, pageOf, pageQuery } from '../http/pages.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { pageByTime, spanOf, spanQuery } from './list-query.ts'
import { feedJson, feedJsonSchema } from './market.ts'

const at = (status: FeedStatus) => status.tsInit

export function feedHistoryRoutes(
  readModels: Pick<ReadModelStore, 'listFeeds'>,
  pager: Pager,
): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/market/feeds/history',
      access: 'viewer',
      tag: 'market',
      summary: 'What connections to venues have told of themselves in the last 7 days, newest first',
      query: z.strictObject({ ...pageQuery, ...spanQuery }),
      answer: { status: 200, description: 'A page', schema: pageOf(feedJsonSchema).meta({ id: 'FeedPage' }) },
      problems: ['OTS_HTTP_CURSOR_INVALID'],
      handle: async ({ query: { limit, cursor, ...span } }) => {
        const list = {
          ...{ scope: { list: 'feeds', filters: span }, limit, cursor, timeOf: at },
          span: spanOf(span),
        }
        const page = await pageByTime(pager, list, (asked) => readModels.listFeeds(asked))
        return { items: page.items.map(({ value }) => feedJson(value)), nextCursor: page.nextCursor }
      },
    }),
  ]
}
