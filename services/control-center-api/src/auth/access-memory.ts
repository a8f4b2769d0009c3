/**
 * Whoever was let in once, remembered for the moment in which the store does not answer and somebody wants to halt. It
 * decides nothing while the store does. Bounded.
 */
import type { ApiToken, ControlCenterStore, Session, User } from '@oasis/ports'

const MAX_KEPT = 10_000

export class AccessMemory {
  readonly #users = new Map<string, User>()
  readonly #sessions = new Map<string, Session>()
  readonly #tokens = new Map<string, ApiToken>()

  /** Programs that have never asked since the start may halt, too. */
  async start(store: ControlCenterStore): Promise<void> {
    for (const user of await store.users()) {
      this.user(user)
      for (const token of await store.apiTokens(user.userId)) this.token(token)
    }
  }

  user(user: User): void {
    keep(this.#users, user.userId, user)
  }

  session(session: Session): void {
    keep(this.#sessions, session.sessionId, session)
  }

  token(token: ApiToken): void {
    keep(this.#tokens, token.tokenHash, token)
  }

  findUser(userId: string): User | undefined {
    return this.#users.get(userId)
  }

  findSession(sessionId: string): Session | undefined {
    return this.#sessions.get(sessionId)
  }

  findToken(tokenHash: string): ApiToken | undefined {
    return this.#tokens.get(tokenHash)
  }
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= MAX_KEPT) return
  for (const oldest of map.keys()) {
    map.delete(oldest)
    return
  }
}
