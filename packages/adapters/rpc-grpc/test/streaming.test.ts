import { RpcError } from '@oasis/ports'
import { expect, test } from 'vitest'
import { count, type Message, soon } from './echo-method.ts'
import { clientOf, serverOf } from './opened.ts'

const BIG = 'x'.repeat(10_000)

test('the handler is asked for more only as the reader takes what came before', async () => {
  const server = serverOf()
  let made = 0
  server.handleStream(count, async function* ({ n = 0 }) {
    while (made < n) yield { text: BIG, n: made++ }
  })
  const client = clientOf([await server.listen()])
  const reading = client.stream(count, { text: '', n: 10_000 }, { timeoutMs: 60_000 })[Symbol.asyncIterator]()
  await reading.next()
  let before = -1
  // Until it stands still: windows and buffers are full.
  await expect
    .poll(
      () => {
        const stands = made === before
        before = made
        return stands
      },
      { interval: 200 },
    )
    .toBe(true)
  // 100 MB in all; what may be under way is some windows of 64 KB and the reader's 16 messages.
  expect(made).toBeLessThan(100)
  let read = 1
  for (let next = await reading.next(); next.done !== true; next = await reading.next()) {
    expect(next.value.n).toBe(read++)
  }
  expect(read).toBe(10_000)
})

// grpc-js gives up what was not read yet when a failure comes.
test('a slow reader gets the beginning of what came before a failure, in order, and then the failure', async () => {
  const server = serverOf()
  server.handleStream(count, async function* ({ n = 0 }) {
    for (let i = 0; i < n; i++) yield { text: '', n: i }
    throw new RpcError('ABORTED', 'a newer epoch began')
  })
  const client = clientOf([await server.listen()])
  const read: (number | undefined)[] = []
  const reading = (async () => {
    for await (const message of client.stream(count, { text: '', n: 50 }, soon)) {
      read.push(message.n)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  })()
  await expect(reading).rejects.toMatchObject({ status: 'ABORTED', message: 'a newer epoch began' })
  expect(read.length).toBeGreaterThan(0)
  expect(read).toEqual(Array.from({ length: read.length }, (_, i) => i))
})

test("a handler that waits for room is ended by its reader's leaving, its own cleaning up included", async () => {
  const server = serverOf()
  let cleaned = false
  let running = true
  server.handleStream(count, async function* () {
    try {
      for (;;) yield { text: BIG }
    } finally {
      cleaned = true
    }
  })
  const client = clientOf([await server.listen()])
  for await (const _ of client.stream(count, { text: '' }, { timeoutMs: 60_000 })) break
  await expect.poll(() => cleaned).toBe(true)
  // Nothing runs any more: withdrawing waits for nothing.
  await server.withdraw(count.service).then(() => (running = false))
  expect(running).toBe(false)
})

test('a failure that is no RpcError is INTERNAL, and one that cannot be encoded too', async () => {
  const server = serverOf()
  server.handleStream(count, async function* ({ text }): AsyncGenerator<Message> {
    yield { text: 'first' }
    if (text === 'secret') throw new Error('password is hunter2')
    // JSON has no such thing.
    yield { text: 'second', n: 1n as unknown as number }
  })
  const client = clientOf([await server.listen()])
  for (const text of ['secret', 'bigint']) {
    const read: string[] = []
    const reading = (async () => {
      for await (const message of client.stream(count, { text }, soon)) read.push(message.text)
    })()
    const failure = await reading.catch((error: unknown) => error)
    expect(failure).toMatchObject({ status: 'INTERNAL' })
    expect(String(failure)).not.toContain('hunter2')
    expect(read).toEqual(['first'])
  }
})

test('a deadline ends a stream whose reader waits', async () => {
  const server = serverOf()
  server.handleStream(count, async function* (_, { signal }) {
    yield { text: 'first' }
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  })
  const client = clientOf([await server.listen()])
  const reading = client.stream(count, { text: '' }, { timeoutMs: 100 })[Symbol.asyncIterator]()
  expect((await reading.next()).value).toEqual({ text: 'first' })
  await expect(reading.next()).rejects.toMatchObject({ status: 'DEADLINE_EXCEEDED' })
})

test('closing the client ends its streams', async () => {
  const server = serverOf()
  server.handleStream(count, async function* (_, { signal }) {
    yield { text: 'first' }
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  })
  const client = clientOf([await server.listen()])
  const reading = client.stream(count, { text: '' }, soon)[Symbol.asyncIterator]()
  await reading.next()
  const outcome = expect(reading.next()).rejects.toMatchObject({ status: 'CANCELLED' })
  client.close()
  await outcome
})
