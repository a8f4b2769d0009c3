/** Bodies of a hundred megabytes and of any depth, to every route that takes one, from whoever sends them. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiWorld, openWorld } from './api-world.ts'
import { heldBytes } from './memory.ts'
import { openRaw, statusIn } from './raw-client.ts'
import { ROUTES } from './route-list.ts'

const MEGABYTE = 1_048_576
const WHOLE = 100 * MEGABYTE
const CHUNK = Buffer.alloc(256 * 1_024, 0x20)
/** Beyond what sockets hold by themselves, it is a body that somebody keeps. */
const HELD = 24 * MEGABYTE

const WRITING = Object.keys(ROUTES).filter((route) => /^(?:POST|PUT) /.test(route))

let world: ApiWorld
let token: string
beforeAll(async () => {
  world = await openWorld()
  ;({ token } = await world.as('admin'))
})
afterAll(() => world.close())

const pathOf = (path: string) => path.replace(':id', randomUUID()).replace(':name', 'nobody')

function headOf(route: string, framing: string, bearer?: string): string {
  const [method = '', path = ''] = route.split(' ')
  const authorization = bearer === undefined ? '' : `authorization: Bearer ${bearer}\r\n`
  return `${method} ${pathOf(path)} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${authorization}${framing}\r\n\r\n`
}

const framings = {
  'with its length': `content-length: ${WHOLE}`,
  'in chunks': 'transfer-encoding: chunked',
} as const

/** Sends until it is answered and a little beyond, at most all of it. */
async function send(route: string, framing: keyof typeof framings, bearer?: string) {
  const client = await openRaw(world.api.address())
  await client.write(headOf(route, framings[framing], bearer))
  if (framing === 'in chunks') await client.write(`${WHOLE.toString(16)}\r\n`)
  await client.write('"')
  let sent = 1
  while (sent + CHUNK.length < WHOLE && statusIn(client.text()) === 0) {
    if (!(await client.write(CHUNK))) break
    sent += CHUNK.length
  }
  for (let beyond = 0; beyond < 8 && (await client.write(CHUNK)); beyond++) sent += CHUNK.length
  client.socket.destroy()
  return { status: statusIn(client.text()), sent, text: client.text() }
}

test.each(Object.keys(framings) as (keyof typeof framings)[])(
  'a hundred megabytes %s are refused by every route before they have come, with and without a token',
  async (framing) => {
    const before = heldBytes()
    for (const route of WRITING) {
      for (const bearer of [undefined, token]) {
        const { status, sent, text } = await send(route, framing, bearer)
        const expected = expectedOf(route, bearer)
        expect([route, bearer !== undefined, expected.includes(status), text.slice(0, 60)]).toEqual([
          ...[route, bearer !== undefined, true, text.slice(0, 60)],
        ])
        // What the two sockets take by themselves, and no more.
        expect([route, sent < 20 * MEGABYTE]).toEqual([route, true])
      }
    }
    expect(heldBytes() - before).toBeLessThan(HELD)
    expect((await world.ask('GET', '/healthz')).status).toBe(200)
  },
)

/** Refused for what is wrong with whoever sends it, or for the body. */
function expectedOf(route: string, bearer: string | undefined): readonly number[] {
  const access = ROUTES[route]
  if (access === 'cookie') return [403]
  return access === 'public' || bearer !== undefined ? [413] : [401]
}

test('a body that came whole before it was refused leaves the connection to the next request', async () => {
  const client = await openRaw(world.api.address())
  const body = JSON.stringify({ username: 5 })
  const head = headOf('POST /api/v1/auth/login', `content-length: ${body.length}`)
  await client.write(`${head}${body}GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`)
  await client.closed
  expect(client.text().match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 200'])
})

test('JSON of any depth is refused by every route as what it is, and read by none', async () => {
  const deep = [
    '['.repeat(60_000),
    '{"a":'.repeat(10_000),
    `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
    `{"reason":${'['.repeat(40)}${']'.repeat(40)}}`,
  ]
  for (const route of WRITING.filter((each) => ROUTES[each] !== 'cookie')) {
    const [method = '', path = ''] = route.split(' ')
    for (const body of deep) {
      const { status, body: problem } = await world.ask(method, pathOf(path), { token, body })
      expect([route, status, problem.code]).toEqual([route, 400, 'OTS_HTTP_INVALID'])
    }
  }
})
