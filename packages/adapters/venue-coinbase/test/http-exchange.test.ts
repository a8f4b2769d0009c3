import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { createRealScheduler } from '@oasis/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpExchange, HttpFailure } from '../src/rest/signed/http-exchange.ts'
import { onStop, stopAll, until } from './private-venue.ts'
import { selfSigned } from './self-signed.ts'

afterEach(stopAll)

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onStop(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Everything that arrived, and what is answered to it. */
async function tcpServer(onData: (socket: Socket, text: string) => void) {
  const got: string[] = []
  const port = await listen(
    createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', (chunk) => {
        got.push(chunk.toString('latin1'))
        onData(socket, chunk.toString('latin1'))
      })
    }),
  )
  return { port, got }
}

function openExchange(maxAnswerBytes = 1_000_000) {
  const exchange = createHttpExchange({
    ...{ scheduler: createRealScheduler(), random: () => 0.5 },
    ...{ maxAnswerBytes, idleMs: 5_000, connectTimeoutMs: 5_000 },
  })
  onStop(() => exchange.close())
  return exchange
}

function exchangeFor(maxAnswerBytes?: number) {
  const exchange = openExchange(maxAnswerBytes)
  const send = (base: string, signal = new AbortController().signal, onSent?: () => void) =>
    exchange.send({
      ...{
        url: new URL('/orders?x=1', base),
        method: 'POST',
        headers: { a: 'b' },
        body: '{"secret":1}',
        signal,
      },
      ...(onSent ? { onSent } : {}),
    } as Parameters<typeof exchange.send>[0])
  return send
}

const failureOf = (sending: Promise<unknown>): Promise<HttpFailure> =>
  sending.then(
    () => Promise.reject(new Error('it was answered')),
    (error: unknown) => {
      if (error instanceof HttpFailure) return error
      throw error
    },
  )

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'

describe('no byte has left', () => {
  it('when the name of the venue cannot be resolved', async () => {
    const failure = await failureOf(exchangeFor()('http://venue.invalid'))
    expect(failure.sent).toBe(false)
  })

  it('when nobody listens', async () => {
    const server = createTcpServer()
    const port = await listen(server)
    await new Promise((resolve) => server.close(resolve))
    const failure = await failureOf(exchangeFor()(`http://127.0.0.1:${port}`))
    expect(failure).toMatchObject({ sent: false, message: expect.stringContaining('ECONNREFUSED') })
  })

  it('when the handshake fails', async () => {
    const { port, got } = await tcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const failure = await failureOf(exchangeFor()(`https://127.0.0.1:${port}`))
    expect(failure.sent).toBe(false)
    expect(got.join('')).not.toContain('POST')
  })

  it('when the server is not the venue: its certificate is looked at first', async () => {
    const got: string[] = []
    const server = createTlsServer(selfSigned(), (socket) => {
      socket.on('error', () => {})
      socket.on('data', (chunk) => got.push(chunk.toString()))
    })
    const port = await listen(server)
    const failure = await failureOf(exchangeFor()(`https://127.0.0.1:${port}`))
    expect(failure).toMatchObject({ sent: false, message: expect.stringContaining('self-signed') })
    expect(got).toEqual([])
  })

  it('when it was given up before there was a connection', async () => {
    // Nobody accepts: the handshake of TLS never comes to its end.
    const { port, got } = await tcpServer(() => {})
    const abort = new AbortController()
    const failing = failureOf(exchangeFor()(`https://127.0.0.1:${port}`, abort.signal))
    await until(() => got.length > 0)
    abort.abort(new Error('enough'))
    expect(await failing).toMatchObject({ sent: false, message: 'enough' })
  })

  it('when it was given up while connecting, also after the connection has come about', async () => {
    const { port, got } = await tcpServer((socket) => void socket.write(OK))
    const abort = new AbortController()
    const send = exchangeFor()
    const failing = failureOf(send(`http://127.0.0.1:${port}`, abort.signal))
    abort.abort(new Error('enough'))
    expect((await failing).sent).toBe(false)
    // By the time that another request is answered, that connection stands as well.
    await send(`http://127.0.0.1:${port}`)
    await send(`http://127.0.0.1:${port}`)
    expect(got.filter((text) => text.startsWith('POST'))).toHaveLength(2)
  })

  it('when a host of several addresses refuses at all of them, which it says', async () => {
    const server = createTcpServer()
    const port = await listen(server)
    await new Promise((resolve) => server.close(resolve))
    const failure = await failureOf(exchangeFor()(`http://localhost:${port}`))
    expect(failure).toMatchObject({ sent: false, message: expect.stringContaining('ECONNREFUSED') })
  })

  it('when it was given up before it began', async () => {
    const { port, got } = await tcpServer((socket) => socket.end(OK))
    const failure = await failureOf(
      exchangeFor()(`http://127.0.0.1:${port}`, AbortSignal.abort(new Error('late'))),
    )
    expect(failure.sent).toBe(false)
    expect(got).toEqual([])
  })
})

describe('a veto', () => {
  it('is asked when there is a connection, and then nothing leaves', async () => {
    const { port, got } = await tcpServer((socket) => void socket.write(OK))
    const exchange = openExchange()
    const send = (veto: () => string | undefined) =>
      exchange.send({
        ...{ url: new URL(`http://127.0.0.1:${port}/orders`), method: 'POST', headers: {}, body: '{}' },
        ...{ signal: new AbortController().signal, veto },
      })
    const refusing = () => 'halted meanwhile'
    expect(await failureOf(send(refusing))).toMatchObject({ sent: false, message: 'halted meanwhile' })
    await send(() => undefined)
    expect(await failureOf(send(refusing))).toMatchObject({ sent: false, message: 'halted meanwhile' })
    await send(() => undefined)
    expect(got.filter((text) => text.startsWith('POST'))).toHaveLength(2)
  })

  it('is not asked before: what it says is about the moment of sending', async () => {
    const { port, got } = await tcpServer(() => {})
    const exchange = openExchange()
    let asked = 0
    const abort = new AbortController()
    const sending = failureOf(
      exchange.send({
        ...{ url: new URL(`https://127.0.0.1:${port}/`), method: 'GET', headers: {}, signal: abort.signal },
        veto: () => void asked++,
      }),
    )
    await until(() => got.length > 0)
    abort.abort(new Error('enough'))
    await sending
    expect(asked).toBe(0)
  })
})

describe('it may have arrived', () => {
  it.each([
    ['the connection ends without an answer', (socket: Socket) => socket.destroy(), 1_000],
    [
      'the head of the answer is cut short',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nconte'),
      1_000,
    ],
    ['the body is cut short', (socket: Socket) => socket.end(OK.slice(0, -1)), 1_000],
    [
      'a chunked body is cut short',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab'),
      1_000,
    ],
    ['the answer is no HTTP', (socket: Socket) => socket.end('hello\r\n\r\n'), 1_000],
    [
      'the answer is too long',
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n${'x'.repeat(60)}`),
      50,
    ],
  ])('when %s', async (_, answer, maxBytes) => {
    const { port } = await tcpServer(answer)
    expect((await failureOf(exchangeFor(maxBytes)(`http://127.0.0.1:${port}`))).sent).toBe(true)
  })

  it('when nobody answers until it is given up', async () => {
    const { port, got } = await tcpServer(() => {})
    const abort = new AbortController()
    const failing = failureOf(exchangeFor()(`http://127.0.0.1:${port}`, abort.signal))
    await until(() => got.join('').includes('secret'))
    abort.abort(new Error('enough'))
    expect(await failing).toMatchObject({ sent: true, message: 'enough' })
  })
})

describe('a request', () => {
  it('says when all of its bytes have left', async () => {
    const { port, got } = await tcpServer((socket) => void socket.write(OK))
    const send = exchangeFor()
    let sent = 0
    const signal = new AbortController().signal
    for (let n = 0; n < 3; n++) await send(`http://127.0.0.1:${port}`, signal, () => sent++)
    expect(sent).toBe(3)
    expect(got.filter((text) => text.startsWith('POST /orders?x=1'))).toHaveLength(3)
  })

  it('names the host as the venue is called, and is the only one of its connection', async () => {
    const { port, got } = await tcpServer((socket) => void socket.write(OK))
    await exchangeFor()(`http://127.0.0.1:${port}`)
    expect(got.join('').toLowerCase()).toContain(`\r\nhost: 127.0.0.1:${port}\r\n`)
    expect(got.join('').toLowerCase()).toContain('\r\nconnection: close\r\n')
  })
})
