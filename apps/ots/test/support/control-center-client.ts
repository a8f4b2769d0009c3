/** The Control Center's API as a program uses it: a login, and requests with its token. */
export interface ApiAnswer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: JSON of many forms; each test says what it expects of it
  readonly body: any
}

const TIMEOUT_MS = 25_000

export class ControlCenterClient {
  readonly #address: () => string
  #token: string | undefined

  constructor(address: () => string) {
    this.#address = address
  }

  get(path: string): Promise<ApiAnswer> {
    return this.request('GET', path)
  }

  put(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<ApiAnswer> {
    return this.request('PUT', path, body, headers)
  }

  async request(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer> {
    const response = await fetch(new URL(`/api/v1${path}`, this.#address()), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return { status: response.status, body: await response.json() }
  }

  /** With a password that somebody else has made; it is changed to `password`. */
  async logInFirst(username: string, given: string, password: string): Promise<void> {
    await this.#logIn('/auth/login', { username, password: given })
    await this.#logIn('/auth/password', { currentPassword: given, newPassword: password })
  }

  logIn(username: string, password: string): Promise<void> {
    return this.#logIn('/auth/login', { username, password })
  }

  /** Items of all pages, newest first. */
  async all<T>(path: string): Promise<readonly T[]> {
    const items: T[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: ApiAnswer = await this.get(
        `${path}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      )
      if (page.status !== 200) throw new Error(`${path}: ${JSON.stringify(page)}`)
      items.push(...page.body.items)
      cursor = page.body.nextCursor
    }
    return items
  }

  async #logIn(path: string, body: object): Promise<void> {
    const answer = await this.request('POST', path, body)
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer)}`)
    this.#token = answer.body.accessToken
  }
}
