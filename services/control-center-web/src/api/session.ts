/**
 * Who is logged in. The access token is in memory alone; what outlives the page is a cookie that no script can read, by
 * which a new token is asked for before the old one ends. Tabs ask one after the other: a refresh token that comes twice
 * ends its session.
 */
import { ApiProblem, problemOf, Unreachable } from './problem.ts'
import { createStore } from './store.ts'
import type { Granted, Me } from './types.ts'

export interface SessionState {
  /** `unknown` until the cookie was tried; `unreachable` while there is nobody to ask. */
  readonly phase: 'unknown' | 'loggedOut' | 'loggedIn' | 'unreachable'
  readonly user?: Me
}

const REQUEST_MS = 20_000
/** Before its end: a request takes its time, and clocks differ. */
const RENEW_BEFORE_MS = 30_000
const LOCK = 'ots-refresh'
const CHANNEL = 'ots-session'
const CSRF = { 'x-ots-csrf': '1' }
/** In the browser's storage: that there is a cookie to try. Says nothing to whoever reads it. */
const HINT = 'ots-logged-in'

export class Session {
  readonly state = createStore<SessionState>({ phase: 'unknown' })
  #token: { readonly text: string; readonly endsAt: number } | undefined
  #refreshing: Promise<void> | undefined
  #tabs: BroadcastChannel | undefined

  /** By the cookie, if there is one. Also told when another tab logs out. */
  async start(): Promise<void> {
    this.#tabs ??= this.#listen()
    if (localStorage.getItem(HINT) === null) {
      this.#forget()
      return
    }
    try {
      await this.refresh()
    } catch {
      if (this.state.get().phase === 'unknown') this.state.set({ phase: 'unreachable' })
    }
  }

  stop(): void {
    this.#tabs?.close()
    this.#tabs = undefined
  }

  async login(username: string, password: string): Promise<void> {
    this.#take(await this.#granted('/api/v1/auth/login', { username, password }))
  }

  async changePassword(currentPassword: string, newPassword: string): Promise<void> {
    const authorization = `Bearer ${(await this.token()) ?? ''}`
    this.#take(
      await this.#granted('/api/v1/auth/password', { currentPassword, newPassword }, { authorization }),
    )
  }

  /** Here at once, whatever becomes of the request. */
  async logout(): Promise<void> {
    const ended = send('/api/v1/auth/logout', { method: 'POST', headers: CSRF })
    this.#forget()
    this.#tabs?.postMessage('loggedOut')
    await ended.catch(() => undefined)
  }

  /** Throws `Unreachable`; whoever is not logged in (any more) is so afterwards, without an error. */
  refresh(): Promise<void> {
    this.#refreshing ??= alone(() => this.#renew()).finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  /** Undefined: not logged in. */
  async token(): Promise<string | undefined> {
    if (this.#token !== undefined && this.#token.endsAt - RENEW_BEFORE_MS < Date.now()) await this.refresh()
    return this.#token?.text
  }

  /** With the token, renewed once where it is refused, under a deadline. */
  readonly fetch = async (request: Request): Promise<Response> => {
    const again = request.clone()
    const answer = await this.#sendWithToken(request)
    if (answer.status !== 401) return answer
    // Refused for another reason than its age, or logged out elsewhere: the cookie tells.
    await this.refresh()
    return this.#token === undefined ? answer : this.#sendWithToken(again)
  }

  async #sendWithToken(request: Request): Promise<Response> {
    const token = await this.token()
    if (token === undefined)
      throw new ApiProblem(401, { code: 'OTS_HTTP_UNAUTHENTICATED', detail: 'Not logged in.' })
    request.headers.set('authorization', `Bearer ${token}`)
    return send(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(REQUEST_MS)]) })
  }

  async #renew(): Promise<void> {
    const answer = await send('/api/v1/auth/refresh', { method: 'POST', headers: CSRF })
    if (answer.ok) this.#take((await answer.json()) as Granted)
    else if (answer.status === 401 || answer.status === 403) this.#forget()
    else throw await problemOf(answer)
  }

  async #granted(path: string, body: object, headers: Record<string, string> = {}): Promise<Granted> {
    const answer = await send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw await problemOf(answer)
    // The API's own schema has been held to what it answers.
    return (await answer.json()) as Granted
  }

  #take({ accessToken, expiresIn, user }: Granted): void {
    localStorage.setItem(HINT, '1')
    this.#token = { text: accessToken, endsAt: Date.now() + expiresIn * 1_000 }
    this.state.set({ phase: 'loggedIn', user })
  }

  #forget(): void {
    localStorage.removeItem(HINT)
    this.#token = undefined
    this.state.set({ phase: 'loggedOut' })
  }

  #listen(): BroadcastChannel {
    const tabs = new BroadcastChannel(CHANNEL)
    tabs.onmessage = () => this.#forget()
    return tabs
  }
}

/** One tab at a time. Browsers know such locks on safe origins only. */
const alone = (work: () => Promise<void>): Promise<void> =>
  'locks' in navigator ? navigator.locks.request(LOCK, work) : work()

async function send(input: string | Request, init: RequestInit): Promise<Response> {
  try {
    return await fetch(input, { signal: AbortSignal.timeout(REQUEST_MS), ...init })
  } catch (cause) {
    if (input instanceof Request && input.signal.aborted) throw cause
    const isLate = cause instanceof Error && cause.name === 'TimeoutError'
    throw new Unreachable(isLate ? 'No answer in time.' : 'The server cannot be reached.', cause)
  }
}
