/** The venue's users with their books and ledgers, and the keys that speak for them. */
import type { Currency } from '@oasis/domain'
import type { LedgerKeeper } from '../ledger/ledger-keeper.ts'
import type { UserBook } from '../orders/user-book.ts'
import type { ApiKey, User } from './user.ts'

export interface Member {
  readonly user: User
  readonly book: UserBook
  readonly ledger: LedgerKeeper
}

export class Members {
  readonly #byId = new Map<string, Member>()
  readonly #keys = new Map<string, ApiKey>()

  get all(): Iterable<Member> {
    return this.#byId.values()
  }

  add(member: Member): void {
    this.#byId.set(member.user.id, member)
  }

  addKey(key: ApiKey): void {
    this.#keys.set(key.name, key)
  }

  findKey(name: string): ApiKey | undefined {
    return this.#keys.get(name)
  }

  keysOf(userId: string): readonly ApiKey[] {
    return [...this.#keys.values()].filter((key) => key.userId === userId)
  }

  find(userId: string): Member | undefined {
    return this.#byId.get(userId)
  }

  /** By id, portfolio or name. */
  search(text: string): Member | undefined {
    return [...this.all].find(({ user }) => [user.id, user.portfolioId, user.name].includes(text))
  }
}

/** Currencies that a user has an account in: its own, and whatever it has come by. */
export function walletsOf({ user, book }: Member): readonly Currency[] {
  return [...new Set([...user.wallets, ...book.currencies()])]
}
