/** What a key may look at: accounts, fees, itself. */
import type { UnixNanos } from '@oasis/domain'
import { type Member, walletsOf } from '../../accounts/members.ts'
import { pageOf } from '../../orders/order-query.ts'
import {
  accountBody,
  keyPermissionsBody,
  portfoliosBody,
  transactionSummaryBody,
  walletsBody,
} from '../../protocol/account-body.ts'
import { InvalidArgument, limitOf, one } from '../../protocol/query.ts'
import type { RestAnswer } from '../../protocol/rest-bodies.ts'
import type { SightSeam } from '../seams.ts'
import type { VenueStore } from '../venue-store.ts'
import { BROKERAGE, type PrivateContext, type PrivateRoute } from './rest-route.ts'

const USUAL_ACCOUNTS = 49
const MOST_ACCOUNTS = 250
const USUAL_WALLETS = 25

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
      kind: 'accounts',
      path: '/v2/accounts',
      answer: (context) => listWallets(ports, context),
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
      answer: ({ member: { user, book }, now }) => ok(transactionSummaryBody(user, book, now)),
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
    const facts = { uuid, currency, total, held, user: member.user }
    return { uuid, sequence, facts, body: accountBody(facts) }
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

/** As the older API has it: the page after an account is asked for by that account's id. */
function listWallets(ports: AccountRoutePorts, { member, query }: PrivateContext): RestAnswer {
  const limit = limitOf(query, USUAL_WALLETS, MOST_ACCOUNTS)
  const after = one(query.starting_after)
  const all = accountsOf(ports, member)
  const from = after === undefined ? 0 : all.findIndex(({ uuid }) => uuid === after) + 1
  if (after !== undefined && from === 0) throw new InvalidArgument('starting_after is invalid')
  const page = all.slice(from, from + limit).map(({ facts }) => facts)
  const next = from + limit < all.length ? page.at(-1)?.uuid : undefined
  return { status: 200, body: walletsBody(page, { limit, after, next }) }
}
