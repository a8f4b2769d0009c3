/**
 * What every pair of `RpcServer` and `RpcClient` must do; each adapter's test file calls it with a way to open one.
 * Time is real, so deadlines are short.
 */
import { type Codec, type RpcClient, RpcError, type RpcMethod, type RpcServer } from '@oasis/ports'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

export interface RpcUnderTest {
  readonly server: RpcServer
  readonly client: RpcClient
  /** After the handlers have been given, before the first call. */
  listen(): Promise<void>
  dispose(): Promise<void>
}

interface Message {
  readonly text: string
  readonly numbers: number[]
}

const codec = (schema: string): Codec<Message> => ({
  schema,
  encode: (value) => {
    if (value.text === 'unencodable') throw new Error('refused by the codec')
    return new TextEncoder().encode(JSON.stringify(value))
  },
  decode: (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Message,
})

const SERVICE = 'oasis.conformance.v1.EchoService'
const method = (name: string): RpcMethod<Message, Message> => ({
  service: SERVICE,
  name,
  request: codec('oasis.conformance.v1.Request'),
  response: codec('oasis.conformance.v1.Response'),
})
const echo = method('Echo')
const fail = method('Fail')
const wait = method('Wait')
const count = method('Count')
const missing = method('Missing')

const message = (text: string, numbers: number[] = []): Message => ({ text, numbers })
const soon = { timeoutMs: 5_000 }
const status = (expected: string) => expect.objectContaining({ name: 'RpcError', status: expected })

const raise = (words: string): never => {
  throw new Error(words)
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

export function rpcConformance(name: string, open: () => Promise<RpcUnderTest>): void {
  describe(name, () => {
    let under: RpcUnderTest
    beforeEach(async () => {
      under = await open()
    })
    afterEach(() => under.dispose())

    describeUnary(() => under)
    describeEndings(() => under)
    describeStreams(() => under)
  })
}

function describeUnary(under: () => RpcUnderTest): void {
  test('a request reaches the handler and its answer the caller, sharing no object', async () => {
    const { server, client } = under()
    let received: Message | undefined
    const answered = message('answer', [1])
    server.handle(echo, async (request) => {
      received = request
      return answered
    })
    await under().listen()
    const sent = message('question', [1, 2])
    const calling = client.call(echo, sent, soon)
    sent.numbers.push(3)
    const answer = await calling
    expect(received).toEqual(message('question', [1, 2]))
    expect(answer).toEqual(answered)
    expect(answer).not.toBe(answered)
    expect(answer.numbers).not.toBe(answered.numbers)
  })

  test('the handler never runs within the caller, and sees its trace', async () => {
    const { server, client } = under()
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const seen: (string | undefined)[] = []
    server.handle(echo, async (request, context) => {
      seen.push(context.traceparent)
      return request
    })
    await under().listen()
    const calling = client.call(echo, message(''), { ...soon, traceparent })
    expect(seen).toEqual([])
    await calling
    await client.call(echo, message(''), soon)
    expect(seen).toEqual([traceparent, undefined])
  })

  test('many calls at once get each its own answer', async () => {
    const { server, client } = under()
    server.handle(echo, async (request) => {
      await new Promise((resolve) => setImmediate(resolve))
      return request
    })
    await under().listen()
    const texts = Array.from({ length: 200 }, (_, n) => `call ${n}`)
    const answers = await Promise.all(texts.map((text) => client.call(echo, message(text), soon)))
    expect(answers.map((answer) => answer.text)).toEqual(texts)
  })

  test("a handler's RpcError arrives with its status and message, any other as INTERNAL without a word of it", async () => {
    const { server, client } = under()
    server.handle(fail, async ({ text }) => {
      if (text === 'secret') throw new Error('password is hunter2')
      throw new RpcError('FAILED_PRECONDITION', 'the bot is halted')
    })
    await under().listen()
    await expect(client.call(fail, message(''), soon)).rejects.toMatchObject({
      name: 'RpcError',
      status: 'FAILED_PRECONDITION',
      message: expect.stringContaining('the bot is halted'),
    })
    const failure = await client.call(fail, message('secret'), soon).catch((error: unknown) => error)
    expect(failure).toEqual(status('INTERNAL'))
    expect(JSON.stringify(failure) + String(failure)).not.toContain('hunter2')
    expect((failure as Error).cause).toBeUndefined()
  })

  test('a request that cannot be decoded is INVALID_ARGUMENT and never reaches the handler, an answer is INTERNAL', async () => {
    const { server, client } = under()
    let reached = 0
    server.handle(echo, async (request) => {
      reached++
      return request
    })
    server.handleStream(count, async function* (request) {
      reached++
      yield request
    })
    await under().listen()
    const garble = { ...codec('garbled'), encode: () => Uint8Array.of(1, 2, 3) }
    const refuse = { ...codec('refused'), decode: (): Message => raise('not a whole message') }
    const invalid = status('INVALID_ARGUMENT')
    await expect(client.call({ ...echo, request: garble }, message(''), soon)).rejects.toEqual(invalid)
    await expect(collect(client.stream({ ...count, request: garble }, message(''), soon))).rejects.toEqual(
      invalid,
    )
    expect(reached).toBe(0)
    const internal = status('INTERNAL')
    await expect(client.call({ ...echo, response: refuse }, message(''), soon)).rejects.toEqual(internal)
    await expect(collect(client.stream({ ...count, response: refuse }, message(''), soon))).rejects.toEqual(
      internal,
    )
    expect(reached).toBe(2)
  })

  test('a message that cannot be encoded fails the call alone', async () => {
    const { server, client } = under()
    server.handle(echo, async (request) => (request.text === 'bad answer' ? message('unencodable') : request))
    await under().listen()
    await expect(client.call(echo, message('unencodable'), soon)).rejects.toEqual(status('INTERNAL'))
    await expect(client.call(echo, message('bad answer'), soon)).rejects.toEqual(status('INTERNAL'))
    expect((await client.call(echo, message('good'), soon)).text).toBe('good')
  })
}

function describeEndings(under: () => RpcUnderTest): void {
  /** A handler that answers only when its call has ended, and tells why. */
  function serveWaiting(): { readonly ended: Promise<void>; readonly begun: Promise<void> } {
    let tellEnded: () => void = () => {}
    let tellBegun: () => void = () => {}
    const ended = new Promise<void>((resolve) => (tellEnded = resolve))
    const begun = new Promise<void>((resolve) => (tellBegun = resolve))
    under().server.handle(wait, async (request, { signal }) => {
      tellBegun()
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      tellEnded()
      return request
    })
    return { ended, begun }
  }

  test('the deadline ends the call on both sides', async () => {
    const { ended } = serveWaiting()
    await under().listen()
    // Long enough for the handler to begin, also on a busy machine.
    await expect(under().client.call(wait, message(''), { timeoutMs: 500 })).rejects.toEqual(
      status('DEADLINE_EXCEEDED'),
    )
    await ended
  })

  test("the caller's signal ends the call on both sides", async () => {
    const { ended, begun } = serveWaiting()
    await under().listen()
    const caller = new AbortController()
    const calling = under().client.call(wait, message(''), { ...soon, signal: caller.signal })
    const outcome = expect(calling).rejects.toEqual(status('CANCELLED'))
    await begun
    caller.abort()
    await outcome
    await ended
    await expect(under().client.call(wait, message(''), { ...soon, signal: caller.signal })).rejects.toEqual(
      status('CANCELLED'),
    )
  })

  test('a method that the service does not have is UNIMPLEMENTED', async () => {
    const { server, client } = under()
    server.handle(echo, async (request) => request)
    await under().listen()
    await expect(client.call(missing, message(''), soon)).rejects.toEqual(status('UNIMPLEMENTED'))
    await expect(collect(client.stream(missing, message(''), soon))).rejects.toEqual(status('UNIMPLEMENTED'))
  })

  test('a service that was withdrawn can be served again', async () => {
    const { server, client } = under()
    server.handle(echo, async () => message('before'))
    await under().listen()
    expect((await client.call(echo, message(''), soon)).text).toBe('before')
    await server.withdraw(SERVICE)
    server.handle(echo, async () => message('after'))
    expect((await client.call(echo, message(''), soon)).text).toBe('after')
  })

  test('withdrawing waits for the running calls, and new ones are UNAVAILABLE', async () => {
    const { server, client } = under()
    let finish: () => void = () => {}
    let begun: () => void = () => {}
    const began = new Promise<void>((resolve) => (begun = resolve))
    server.handle(echo, async (request) => {
      begun()
      await new Promise<void>((resolve) => (finish = resolve))
      return request
    })
    await under().listen()
    const running = client.call(echo, message('running'), soon)
    await began
    let withdrawn = false
    const withdrawing = server.withdraw(SERVICE).then(() => {
      withdrawn = true
    })
    await expect(client.call(echo, message('late'), soon)).rejects.toEqual(status('UNAVAILABLE'))
    expect(withdrawn).toBe(false)
    finish()
    expect((await running).text).toBe('running')
    await withdrawing
  })
}

function describeStreams(under: () => RpcUnderTest): void {
  test('a stream gives every message in order and ends', async () => {
    const { server, client } = under()
    server.handleStream(count, async function* ({ numbers }) {
      for (let n = 0; n < (numbers[0] ?? 0); n++) yield message(`${n}`)
    })
    await under().listen()
    const messages = await collect(client.stream(count, message('', [100]), soon))
    expect(messages.map(({ text }) => text)).toEqual(Array.from({ length: 100 }, (_, n) => `${n}`))
    expect(await collect(client.stream(count, message('', [0]), soon))).toEqual([])
  })

  test('a handler is asked for more only as its reader takes what came before', async () => {
    const { server, client } = under()
    const text = 'x'.repeat(10_000)
    let made = 0
    server.handleStream(count, async function* ({ numbers }) {
      while (made < (numbers[0] ?? 0)) yield message(text, [made++])
    })
    await under().listen()
    const reading = client.stream(count, message('', [2_000]), { timeoutMs: 30_000 })[Symbol.asyncIterator]()
    await reading.next()
    await new Promise((resolve) => setTimeout(resolve, 200))
    // 20 MB in all, of which the transport holds some windows at most.
    expect(made).toBeLessThan(200)
    let read = 1
    for (let next = await reading.next(); next.done !== true; next = await reading.next()) read++
    expect(read).toBe(2_000)
  })

  test('a stream that fails gives what came before, then the status', async () => {
    const { server, client } = under()
    server.handleStream(count, async function* () {
      yield message('before')
      throw new RpcError('ABORTED', 'a newer epoch began')
    })
    await under().listen()
    const seen: string[] = []
    const reading = (async () => {
      for await (const { text } of client.stream(count, message(''), soon)) seen.push(text)
    })()
    await expect(reading).rejects.toEqual(status('ABORTED'))
    expect(seen).toEqual(['before'])
  })

  test('a reader that leaves early ends the handler, and so does the deadline', async () => {
    const { server, client } = under()
    let ended = 0
    server.handleStream(count, async function* (_, { signal }) {
      const over = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      void over.then(() => ended++)
      yield message('first')
      await over
    })
    await under().listen()
    for await (const { text } of client.stream(count, message(''), soon)) {
      expect(text).toBe('first')
      break
    }
    await expect.poll(() => ended).toBe(1)
    await expect(collect(client.stream(count, message(''), { timeoutMs: 30 }))).rejects.toEqual(
      status('DEADLINE_EXCEEDED'),
    )
    await expect.poll(() => ended).toBe(2)
  })
}
