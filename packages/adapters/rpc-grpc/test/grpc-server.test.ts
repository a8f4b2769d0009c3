import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js'
import type { RpcMethod } from '@oasis/ports'
import { Secret } from '@oasis/runtime'
import { describe, expect, test } from 'vitest'
import { GRPC_LIMITS } from '../src/grpc-limits.ts'
import { pathOf } from '../src/method-path.ts'
import { count, echo, type Message, method, SERVICE, soon } from './echo-method.ts'
import { clientOf, closeAfterTest, hurried, keptLogger, serverOf } from './opened.ts'

const failing = (expected: string, words?: string) =>
  expect.objectContaining({ status: expected, ...(words && { message: expect.stringContaining(words) }) })

interface RawCall {
  readonly path?: string
  readonly bytes?: Buffer
  readonly headers?: Readonly<Record<string, string>>
  readonly deadlineMs?: number
}

/** A caller that is not ours. */
function rawCall(address: string, { path = pathOf(echo), bytes, headers = {}, deadlineMs }: RawCall) {
  const limits = { 'grpc.max_send_message_length': -1, 'grpc.max_receive_message_length': -1 }
  const client = new Client(address, credentials.createInsecure(), limits)
  closeAfterTest(() => client.close())
  const metadata = new Metadata()
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value)
  const same = (buffer: Buffer): Buffer => buffer
  const options = deadlineMs === undefined ? {} : { deadline: Date.now() + deadlineMs }
  return new Promise<{ error: ServiceError | null; answer: Buffer | undefined }>((resolve) => {
    client.makeUnaryRequest(
      path,
      same,
      same,
      bytes ?? Buffer.from('{"text":"raw"}'),
      metadata,
      options,
      (error, answer) => resolve({ error, answer }),
    )
  })
}

/** `HealthCheckRequest { service = 1 }`; answered with `HealthCheckResponse { status = 1 }`. */
async function healthOf(address: string, service: string): Promise<string> {
  const bytes = Buffer.concat([Buffer.from([0x0a, service.length]), Buffer.from(service)])
  const { error, answer } = await rawCall(address, { path: '/grpc.health.v1.Health/Check', bytes })
  if (error) return status[error.code]
  return ['UNKNOWN', 'SERVING', 'NOT_SERVING'][answer?.[1] ?? 0] ?? ''
}

describe('what is refused', () => {
  test('a request that cannot be decoded is INVALID_ARGUMENT and says why', async () => {
    const server = serverOf()
    server.handle(echo, async (request) => request)
    const client = clientOf([await server.listen()])
    const garbled: RpcMethod<Message, Message> = {
      ...echo,
      request: { ...echo.request, encode: () => new Uint8Array([1, 2, 3]) },
    }
    const outcome = client.call(garbled, { text: '' }, soon)
    await expect(outcome).rejects.toEqual(
      failing('INVALID_ARGUMENT', 'oasis.test.v1.Request cannot be decoded'),
    )
  })

  test('without the token, or with another, nothing is done; health checks need none', async () => {
    const server = serverOf({ token: new Secret('open sesame') })
    let calls = 0
    server.handle(echo, async (request) => {
      calls++
      return request
    })
    server.handleStream(count, async function* (request) {
      calls++
      yield request
    })
    const address = await server.listen()
    for (const token of [undefined, 'open sesame ', 'Open sesame', '']) {
      const client = clientOf([address], token === undefined ? {} : { token: new Secret(token) })
      const refused = failing('PERMISSION_DENIED', 'token')
      await expect(client.call(echo, { text: '' }, soon)).rejects.toEqual(refused)
      await expect(client.stream(count, { text: '' }, soon)[Symbol.asyncIterator]().next()).rejects.toEqual(
        refused,
      )
    }
    expect(calls).toBe(0)
    const friend = clientOf([address], { token: new Secret('open sesame') })
    expect(await friend.call(echo, { text: 'in' }, soon)).toEqual({ text: 'in' })
    expect(await healthOf(address, SERVICE)).toBe('SERVING')
  })

  test('a request over the limit of size is not sent, and one of a stranger is refused', async () => {
    const server = serverOf()
    let calls = 0
    server.handle(echo, async () => {
      calls++
      return { text: '' }
    })
    const address = await server.listen()
    const client = clientOf([address])
    const text = 'x'.repeat(GRPC_LIMITS.messageBytes)
    await expect(client.call(echo, { text }, soon)).rejects.toEqual(
      failing('INVALID_ARGUMENT', 'over the limit of 4194304'),
    )
    const { error } = await rawCall(address, { bytes: Buffer.from(JSON.stringify({ text })) })
    expect(error?.code).toBe(status.RESOURCE_EXHAUSTED)
    expect(calls).toBe(0)
    const fits = 'x'.repeat(GRPC_LIMITS.messageBytes - JSON.stringify({ text: '' }).length)
    expect(await client.call(echo, { text: fits }, soon)).toEqual({ text: '' })
  })

  test('an answer over the limit of size is INTERNAL, since the work was done', async () => {
    const logger = keptLogger()
    const server = serverOf({ logger })
    server.handle(echo, async () => ({ text: 'x'.repeat(GRPC_LIMITS.messageBytes) }))
    const client = clientOf([await server.listen()])
    await expect(client.call(echo, { text: '' }, soon)).rejects.toEqual(failing('INTERNAL', 'over the limit'))
    expect(logger.lines).toEqual([expect.stringContaining('over the limit')])
  })

  test('a method takes so many calls at once and no more, whoever calls; another method goes on', async () => {
    const server = serverOf()
    const finish: (() => void)[] = []
    server.handle(echo, async (request) => {
      await new Promise<void>((resolve) => finish.push(resolve))
      return request
    })
    const halt = method('Halt')
    server.handle(halt, async (request) => request)
    const address = await server.listen()
    const [flood, other] = [clientOf([address]), clientOf([address])]
    const patient = { timeoutMs: 60_000 }
    const running = Array.from({ length: GRPC_LIMITS.callsPerMethod }, () =>
      flood.call(echo, { text: '' }, patient),
    )
    await expect.poll(() => finish.length, { timeout: 15_000 }).toBe(GRPC_LIMITS.callsPerMethod)
    await expect(flood.call(echo, { text: '' }, soon)).rejects.toEqual(
      failing('UNAVAILABLE', 'nothing was sent'),
    )
    await expect(other.call(echo, { text: '' }, soon)).rejects.toEqual(failing('UNAVAILABLE', 'at its limit'))
    expect(await flood.call(halt, { text: 'halted' }, soon)).toEqual({ text: 'halted' })
    for (const each of finish) each()
    await Promise.all(running)
    const again = other.call(echo, { text: 'room' }, soon)
    await expect.poll(() => finish.length, { timeout: 15_000 }).toBe(GRPC_LIMITS.callsPerMethod + 1)
    finish.at(-1)?.()
    expect(await again).toEqual({ text: 'room' })
  })
})

describe('ends', () => {
  test('a call that came without a deadline gets one', async () => {
    const server = serverOf({ scheduler: hurried(GRPC_LIMITS.deadlineMs) })
    const ended = new Promise((resolve) => {
      server.handle(echo, async (request, { signal }) => {
        await new Promise<void>((heard) => signal.addEventListener('abort', () => heard()))
        resolve(signal.reason)
        return request
      })
    })
    const { error } = await rawCall(await server.listen(), {})
    expect(error?.code).toBe(status.DEADLINE_EXCEEDED)
    expect(await ended).toMatchObject({ status: 'DEADLINE_EXCEEDED' })
  })

  test('the handler is told whether the deadline passed or its caller left, also when it asks late', async () => {
    const server = serverOf()
    const reasons: unknown[] = []
    server.handle(echo, async (request, context) => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      reasons.push(context.signal.reason)
      return request
    })
    const client = clientOf([await server.listen()])
    await client.call(echo, { text: '' }, { timeoutMs: 20 }).catch(() => {})
    await expect.poll(() => reasons.length).toBe(1)
    const leaving = new AbortController()
    const call = client.call(echo, { text: '' }, { ...soon, signal: leaving.signal }).catch(() => {})
    setTimeout(() => leaving.abort(), 20)
    await call
    await expect.poll(() => reasons.length).toBe(2)
    expect(reasons).toMatchObject([{ status: 'DEADLINE_EXCEEDED' }, { status: 'CANCELLED' }])
  })

  test('health and reflection follow what is served', async () => {
    const server = serverOf()
    server.handle(echo, async (request) => request)
    const address = await server.listen()
    expect(await healthOf(address, SERVICE)).toBe('SERVING')
    expect(await healthOf(address, '')).toBe('SERVING')
    expect(await healthOf(address, 'oasis.test.v1.Other')).toBe('NOT_FOUND')
    await server.withdraw(SERVICE)
    expect(await healthOf(address, SERVICE)).toBe('NOT_SERVING')
    server.handle(echo, async () => ({ text: 'again' }))
    expect(await healthOf(address, SERVICE)).toBe('SERVING')
    expect(await clientOf([address]).call(echo, { text: '' }, soon)).toEqual({ text: 'again' })
  })

  test('closing waits for running calls and takes no new ones', async () => {
    const server = serverOf()
    let finish: () => void = () => {}
    const begun = new Promise<void>((resolve) => {
      server.handle(echo, async (request) => {
        resolve()
        await new Promise<void>((done) => (finish = done))
        return request
      })
    })
    const address = await server.listen()
    const client = clientOf([address])
    const running = client.call(echo, { text: 'running' }, soon)
    await begun
    const closing = server.close()
    await expect(client.call(echo, { text: 'late' }, soon)).rejects.toEqual(failing('UNAVAILABLE'))
    finish()
    expect(await running).toEqual({ text: 'running' })
    await closing
    await expect(client.call(echo, { text: 'after' }, soon)).rejects.toEqual(failing('UNAVAILABLE'))
  })

  test('a call that outlasts the closing is UNAVAILABLE and its handler is told', async () => {
    const server = serverOf({ scheduler: hurried(GRPC_LIMITS.closeGraceMs) })
    const told = new Promise((resolve) => {
      server.handle(echo, (_, { signal }) => {
        signal.addEventListener('abort', () => resolve(signal.reason))
        return new Promise(() => {})
      })
    })
    const client = clientOf([await server.listen()])
    const outcome = expect(client.call(echo, { text: '' }, soon)).rejects.toEqual(
      failing('UNAVAILABLE', 'the server stops'),
    )
    await client.call(method('Missing'), { text: '' }, soon).catch(() => {})
    await server.close()
    await outcome
    expect(await told).toMatchObject({ status: 'UNAVAILABLE' })
  })

  test('a port that is taken is named', async () => {
    const address = await serverOf().listen()
    const port = Number(address.split(':')[1])
    await expect(serverOf({ port }).listen()).rejects.toMatchObject({
      code: 'OTS_PORT_BUSY',
      message: expect.stringContaining(address),
    })
  })
})
