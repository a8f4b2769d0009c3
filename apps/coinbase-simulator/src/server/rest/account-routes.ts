/** What a key may look at: accounts, fees, itself. */
import type { UnixNanos } from '@oasis/domain'
import { type Member, walletsOf } from '../../accounts/members.ts'
import { pageOf } from '../../orders/order-query.ts'
import {
  accountBody,
  keyPermissionsBody,
  portfoliosBody,
  transactionSummaryBody,
} from '../../protocol/account-body.ts'
import { InvalidArgument, limitOf, one } from '../../protocol/query.ts'
import type { RestAnswer } from '../../protocol/rest-bodies.ts'
import type { SightSeam } from '../seams.ts'
import type { VenueStore } from '../venue-store.ts'
import { BROKERAGE, type PrivateContext, type PrivateRoute } from './rest-route.ts'

const USUAL_ACCOUNTS = 49
const MOST_ACCOUNTS = 250

export interface AccountRoutePorts {
  readonly store: VenueStore
  readonly sight: SightSeam
  /** True time: by it balances lag. */
  readonly now: () => UnixNanos
}

export function accountRoutes(ports: AccountRoutePorts): PrivateRoute[] {
  const get = { method: 'GET' as const, permission: 'view' as const }
  const ok = (body: object): RestAnswer => ({ status: 200, body })
  return [
    {
      ...get,
      kind: 'accounts',
      path: `${BROKERAGE}/accounts`,
      answer: (context) => listAccounts(ports, context),
    },
    {
      ...get,
      kind: 'account',
      path: `${BROKERAGE}/accounts/:id`,
      answer: ({ member, id }) => {
        const account = accountsOf(ports, member).find(({ uuid }) => uuid === id)
        const message = 'account not found'
        return account
          ? ok({ account: account.body })
          : { status: 404, body: { error: 'NOT_FOUND', error_details: message, message } }
      },
    },
    {
      ...get,
      kind: 'transaction_summary',
      path: `${BROKERAGE}/transaction_summary`,
      answer: ({ member: { user, book }, now }) => ok(transactionSummaryBody(user, book.executions, now)),
    },
    {
      ...get,
      kind: 'key_permissions',
      path: `${BROKERAGE}/key_permissions`,
      answer: ({ member, key }) => ok(keyPermissionsBody(key, member.user)),
    },
    {
      ...get,
      kind: 'portfolios',
      path: `${BROKERAGE}/portfolios`,
      answer: ({ member }) => ok(portfoliosBody(member.user)),
    },
  ]
}

function accountsOf({ store, sight, now }: AccountRoutePorts, member: Member) {
  const shown = sight.balances?.(member, now())
  return walletsOf(member).map((currency, index, all) => {
    const uuid = store.accountIdOf(member.user, currency)
    const actual = member.book.balance(currency)
    const { total, held } = shown?.(currency, actual) ?? actual
    // Pages count down, as those of orders do.
    const sequence = all.length - index
    return { uuid, sequence, body: accountBody({ uuid, currency, total, held, user: member.user }) }
  })
}

function listAccounts(ports: AccountRoutePorts, { member, query }: PrivateContext): RestAnswer {
  const limit = limitOf(query, USUAL_ACCOUNTS, MOST_ACCOUNTS)
  const page = pageOf(accountsOf(ports, member), one(query.cursor) ?? '', limit)
  if (!page) throw new InvalidArgument('cursor is invalid')
  const accounts = page.items.map(({ body }) => body)
  return {
    status: 200,
    body: { accounts, has_next: page.cursor !== '', cursor: page.cursor, size: accounts.length },
  }
}
