/** What strategies wanted, and why. */
import type { Signal, StrategyId } from '@oasis/domain'
import type { ReadModelStore } from '@oasis/ports'
import { z } from 'zod'
import type { ControlCenterConfig } from '../config.ts'
import { type Pager, pageOf, pageQuery } from '../http/pages.ts'
import { Problem } from '../http/problem.ts'
import { type ApiRoute, route } from '../http/route.ts'
import type { ControlView } from '../views/control-view.ts'
import { signalJson, signalSchema } from '../views/decision-json.ts'
import { instancesOf, pageByTime, spanOf, spanQuery } from './list-query.ts'

export interface SignalRouteParts {
  readonly readModels: Pick<ReadModelStore, 'listSignals'>
  readonly control: Pick<ControlView, 'strategy'>
  readonly pager: Pager
  readonly config: Pick<ControlCenterConfig, 'strategies'>
}

const at = (signal: Signal) => signal.ts

export function signalRoutes({ readModels, control, pager, config }: SignalRouteParts): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/strategies/:id/signals',
      access: 'viewer',
      tag: 'strategies',
      summary: "A strategy's signals, newest first",
      params: z.strictObject({ id: z.string().min(1).max(64) }),
      query: z.strictObject({ ...pageQuery, ...spanQuery }),
      answer: { status: 200, description: 'A page', schema: pageOf(signalSchema).meta({ id: 'SignalPage' }) },
      problems: ['OTS_HTTP_CURSOR_INVALID', 'OTS_HTTP_NOT_FOUND'],
      handle: async ({ params: { id }, query: { limit, cursor, ...span } }) => {
        const strategies = instancesOf(id, control)
        const list = {
          ...{ scope: { list: 'signals', filters: { id, ...span } }, limit, cursor, timeOf: at },
          span: spanOf(span),
        }
        const page = await pageByTime(pager, list, (asked) => readModels.listSignals({ strategies }, asked))
        if (page.items.length === 0 && !isKnown(id, config, control))
          throw new Problem('OTS_HTTP_NOT_FOUND', `there is no strategy "${id}"`)
        return { items: page.items.map(({ value }) => signalJson(value)), nextCursor: page.nextCursor }
      },
    }),
  ]
}

/** One that was configured once may have signals still; one that never was has none. */
const isKnown = (
  id: string,
  { strategies }: SignalRouteParts['config'],
  control: SignalRouteParts['control'],
): boolean => strategies.some((each) => each.id === id) || control.strategy(id as StrategyId) !== undefined
