/** What the lists of the past have in common: filters, the span of time, and pages by time and number. */
import {
  type AccountId,
  accountId,
  type instrumentId,
  parseRfc3339,
  type StrategyId,
  type UnixNanos,
} from '@oasis/domain'
import type { Numbered, OrderFilter, PageQuery } from '@oasis/ports'
import { z } from 'zod'
import type { CursorScope } from '../core/cursor.ts'
import type { Page, Pager } from '../http/pages.ts'
import { Problem } from '../http/problem.ts'
import type { ControlView } from '../views/control-view.ts'
import { modeSchema, sideSchema } from '../views/order-json.ts'

const MAX_VALUES = 50

/** Once or several times: what has any of the values. */
export const anyOf = <Item extends z.ZodType>(item: Item) =>
  z.union([item, z.array(item).min(1).max(MAX_VALUES)]).optional()

const name = z.string().min(1).max(128)

/** Days that there are, of 1970 to 2199. */
const LEAP_YEAR =
  '(?:19(?:7[26]|8[048]|9[26])|20(?:[02468][048]|[13579][26])|21(?:0[48]|[2468][048]|[13579][26]))'
const DAY_OF_MONTH = [
  '(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])',
  '(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)',
  '02-(?:0[1-9]|1\\d|2[0-8])',
].join('|')
const DATE = `(?:(?:19[7-9]\\d|2[01]\\d{2})-(?:${DAY_OF_MONTH})|${LEAP_YEAR}-02-29)`
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?'

export const rfc3339 = z
  .string()
  .regex(new RegExp(`^${DATE}T${TIME}Z$`))
  .describe('RFC 3339 in UTC, of the years 1970 to 2199')

export const spanQuery = {
  from: rfc3339.optional().describe('From this time on'),
  to: rfc3339.optional().describe('Before this time'),
}

export const filterQuery = {
  account: anyOf(name),
  mode: anyOf(modeSchema),
  instrument: anyOf(name),
  strategy: anyOf(name).describe('As configured, or one of its instances'),
  side: anyOf(sideSchema),
}

type OneOrMore<T> = T | readonly T[] | undefined

export const listOf = <T>(values: OneOrMore<T>): readonly T[] | undefined =>
  values === undefined ? undefined : ([values].flat() as T[])

interface Filters {
  readonly account?: OneOrMore<string>
  readonly mode?: OneOrMore<'PAPER' | 'REAL'>
  readonly instrument?: OneOrMore<string>
  readonly strategy?: OneOrMore<string>
  readonly side?: OneOrMore<'BUY' | 'SELL'>
}

/** Names that are none of ours find nothing; they need not be checked. */
export function orderFilter(
  { account, mode, instrument, strategy, side }: Filters,
  control: Pick<ControlView, 'strategy'>,
): OrderFilter {
  const accounts = listOf(account)
  const modes = listOf(mode)
  const instruments = listOf(instrument)
  const strategies = listOf(strategy)?.flatMap((id) => instancesOf(id, control))
  const sides = listOf(side)
  return {
    ...(accounts === undefined ? {} : { accounts: accounts as readonly AccountId[] }),
    ...(modes === undefined ? {} : { modes }),
    ...(instruments === undefined ? {} : { instruments: instruments.map(asInstrument) }),
    ...(strategies === undefined ? {} : { strategies }),
    ...(sides === undefined ? {} : { sides }),
  }
}

const asInstrument = (text: string) => text as ReturnType<typeof instrumentId>

/** What a strategy's orders are named after. */
export function instancesOf(id: string, control: Pick<ControlView, 'strategy'>): readonly StrategyId[] {
  const known = control.strategy(id as StrategyId)
  return [...new Set([id as StrategyId, ...(known?.instances ?? [])])]
}

export function spanOf({
  from,
  to,
}: {
  readonly from?: string | undefined
  readonly to?: string | undefined
}) {
  return {
    ...(from === undefined ? {} : { from: timeOf(from, 'from') }),
    ...(to === undefined ? {} : { to: timeOf(to, 'to') }),
  }
}

export function timeOf(text: string, where: string): UnixNanos {
  try {
    return parseRfc3339(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new Problem('OTS_HTTP_INVALID', `querystring/${where}: ${message}`, {
      errors: [{ path: `querystring/${where}`, message }],
    })
  }
}

export function accountOf(text: string): AccountId {
  try {
    return accountId(text)
  } catch (error) {
    throw new Problem('OTS_HTTP_INVALID', error instanceof Error ? error.message : String(error))
  }
}

export interface ListRequest<T> {
  readonly scope: CursorScope
  readonly limit: number
  readonly cursor?: string | undefined
  readonly span: Pick<PageQuery, 'from' | 'to'>
  readonly timeOf: (value: T) => UnixNanos
}

/** A page by time and number: rows that arrive meanwhile come before it, and move nothing. */
export function pageByTime<T, Row extends Numbered<T>>(
  pager: Pager,
  { scope, limit, cursor, span, timeOf: ts }: ListRequest<T>,
  read: (page: PageQuery) => Promise<readonly Row[]>,
): Promise<Page<Row>> {
  return pager.page<Row>({
    ...{ limit, cursor, scope },
    positionOf: ({ seq, value }) => [String(ts(value)), String(seq)],
    read: (count, after) =>
      read({ limit: count, ...span, ...(after === undefined ? {} : { before: placeIn(after) }) }),
  })
}

const placeIn = ([ts = '0', seq = '0']: readonly string[]) => ({
  ts: BigInt(ts) as UnixNanos,
  seq: Number(seq),
})
