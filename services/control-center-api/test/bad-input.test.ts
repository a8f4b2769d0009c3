/** Generated: what nobody sane sends, in every place of every route. Whatever it is, the answer is a clear one. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PROBLEM_STATUS } from '../src/http/problem.ts'
import { type Answer, type ApiWorld, openWorld } from './api-world.ts'
import { BTC } from './market-world.ts'
import { AccountHistory } from './read-models-world.ts'
import { until } from './until.ts'

interface Schema {
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
}
interface Operation {
  readonly method: string
  readonly path: string
  readonly parameters: readonly { readonly name: string; readonly in: string }[]
  readonly fields: readonly string[]
}

let world: ApiWorld
let token: string
let operations: readonly Operation[]
let asked = 0

beforeAll(async () => {
  world = await openWorld({ settings: { instruments: [BTC] } })
  ;({ token } = await world.as('admin'))
  operations = await operationsOf()
})
afterAll(async () => {
  console.log(`bad input: ${operations.length} operations, ${asked} requests`)
  await world.close()
})

async function operationsOf(): Promise<readonly Operation[]> {
  const { body } = await world.ask('GET', '/api/v1/openapi.json')
  const resolved = (schema: Schema | undefined): Schema | undefined =>
    schema?.$ref === undefined ? schema : body.components.schemas[schema.$ref.split('/').at(-1) ?? '']
  return Object.entries<Record<string, never>>(body.paths).flatMap(([path, methods]) =>
    Object.entries<{
      parameters?: Operation['parameters']
      requestBody?: { content: Record<string, { schema: Schema }> }
    }>(methods).map(([method, { parameters = [], requestBody }]) => ({
      ...{ method: method.toUpperCase(), path, parameters },
      fields: Object.keys(resolved(requestBody?.content['application/json']?.schema)?.properties ?? {}),
    })),
  )
}

const TEXTS = [
  "'; DROP TABLE orders; --",
  "' OR '1'='1",
  '1); DELETE FROM users WHERE (1=1',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}}<%= 7*7 %>',
  '../../../etc/passwd',
  'a\u0000b',
  '\u202Egnp.exe',
  '💥'.repeat(40),
  'x'.repeat(4_000),
  '-1',
  '1e309',
  'null',
]
const VALUES: readonly unknown[] = [
  ...TEXTS,
  ...['\ud800', '', null, true, -1, 1e308, 0.1, [], {}, [[]], { $ne: null }, { __proto__x: 1 }],
  Array.from({ length: 2_000 }, () => 'x'),
]

async function ask(operation: Operation, path: string, body?: unknown): Promise<Answer> {
  asked += 1
  const answer = await world.ask(operation.method, path, { token, body })
  const what = [operation.method, path.slice(0, 200), JSON.stringify(body)?.slice(0, 200)]
  expect([...what, answer.status < 500, answer.text]).toEqual([...what, true, answer.text])
  if (answer.status >= 400) {
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(PROBLEM_STATUS).toHaveProperty(answer.body.code)
    expect([...what, PROBLEM_STATUS[answer.body.code as keyof typeof PROBLEM_STATUS]]).toEqual([
      ...what,
      answer.status,
    ])
    expect(answer.text).not.toMatch(/node_modules|SQLITE|at .*\.ts:\d/)
  }
  // What comes back as text is data: no browser takes it for a page.
  expect(answer.headers.get('content-type') ?? 'none').not.toMatch(/html/)
  return answer
}

/** With that text in the place of one parameter, and something harmless in all others. */
function pathWith({ path, parameters }: Operation, name: string, text: string): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, of: string) =>
    encodeURIComponent(of === name ? text : of === 'instrument' ? BTC : 'none'),
  )
  const isQuery = parameters.some((each) => each.in === 'query' && each.name === name)
  return isQuery ? `${filled}?${name}=${encodeURIComponent(text)}` : filled
}

test('every parameter of every route', async () => {
  for (const operation of operations) {
    for (const { name, in: place } of operation.parameters) {
      if (place === 'header') continue
      for (const text of TEXTS) await ask(operation, pathWith(operation, name, text))
    }
    const twice = `${pathWith(operation, '', '')}?limit=1&limit=2&limit[]=3&__proto__=1&constructor=2`
    await ask(operation, twice)
  }
}, 120_000)

test('every field of every body, bodies of another type, and deep ones', async () => {
  const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`
  const wide = `[${'1,'.repeat(20_000)}1]`
  for (const operation of operations) {
    if (operation.method === 'GET') continue
    const path = pathWith(operation, '', '')
    for (const field of operation.fields)
      for (const value of VALUES) await ask(operation, path, { [field]: value, reason: 'bad input' })
    const bodies = [
      deep,
      wide,
      '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":1}}',
      '"text"',
      '{',
      '\u0000',
    ]
    for (const body of bodies) await ask(operation, path, body)
  }
}, 120_000)

test.each([
  ['a\0b', 'a NUL'],
  ['a\ud800b', 'half a character'],
])('%j is refused where people write, and where databases are asked', async (text) => {
  const refused = { status: 400, body: { code: 'OTS_HTTP_INVALID' } }
  const login = { username: text, password: 'a password that is long' }
  expect(await world.ask('POST', '/api/v1/auth/login', { body: login })).toMatchObject(refused)
  const halt = { status: 'PAUSED', reason: text }
  expect(await world.ask('PUT', '/api/v1/bot/status', { token, body: halt })).toMatchObject(refused)
})

test('every text in every place of a strategy’s parameters is told to it as it is', async () => {
  const operation = operations.find(({ path }) => path.endsWith('/strategies/{id}/config'))
  if (operation === undefined) throw new Error('there is no such route')
  for (const value of VALUES) {
    const body = { params: { n: value, nested: { value } }, reason: 'bad input' }
    const { status } = await ask(operation, '/api/v1/strategies/btc-ticks/config', body)
    expect([202, 400]).toContain(status)
  }
  for (const { action } of world.owners.commands) {
    if (action.kind === 'SET_STRATEGY_CONFIG') expect(() => JSON.parse(action.params)).not.toThrow()
  }
})

test('a cursor of any list is refused by every other', async () => {
  const history = new AccountHistory(world.owners.bus)
  for (let n = 1; n <= 3; n++) await history.fill(n)
  for (let n = 4; n <= 6; n++) await history.deny(n)
  const get = (path: string) => world.ask('GET', path, { token })
  await until('denials', async () => (await get('/api/v1/risk/denials')).body.items.length === 3 || undefined)
  const lists = operations
    .filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'))
    .map((operation) => pathWith(operation, '', '').replace('/strategies/none', '/strategies/btc-ticks'))
  expect(lists.length).toBeGreaterThanOrEqual(8)
  const cursors = new Map<string, string>()
  for (const path of lists) {
    const { status, body } = await get(`${path}?limit=1`)
    if (status === 200 && body.nextCursor !== null) cursors.set(path, body.nextCursor)
  }
  expect([...cursors.keys()]).toEqual(
    expect.arrayContaining(['/api/v1/operations', '/api/v1/fills', '/api/v1/risk/denials', '/api/v1/audit']),
  )
  for (const path of lists) {
    for (const [of, cursor] of cursors) {
      if (of === path) continue
      const { status, body } = await get(`${path}?limit=1&cursor=${cursor}`)
      expect([path, of, status, body.code]).toEqual([path, of, 400, 'OTS_HTTP_CURSOR_INVALID'])
    }
    const own = cursors.get(path)
    if (own === undefined) continue
    const bent = own.slice(0, -1) + (own.endsWith('A') ? 'B' : 'A')
    expect((await get(`${path}?limit=1&cursor=${bent}`)).status).toBe(400)
  }
})

test('what was written with all that is as it was', async () => {
  const { body } = await world.ask('GET', '/api/v1/audit/verification', { token })
  expect(body).toMatchObject({ whole: true, finding: null })
  expect((await world.ask('GET', '/api/v1/users', { token })).body.items.length).toBeGreaterThan(0)
})
