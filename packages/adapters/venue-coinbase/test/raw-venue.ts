/** A venue of bare sockets: a test writes every byte of it, also those that no HTTP server would send. */
import { createServer, type Socket } from 'node:net'
import { onStop } from './private-venue.ts'

export interface RawRequest {
  /** `POST /api/v3/brokerage/orders HTTP/1.1`. */
  readonly line: string
  readonly body: string
  /** From 1. */
  readonly connection: number
}

export interface RawVenue {
  readonly url: string
  readonly seen: RawRequest[]
  readonly connections: Socket[]
}

export async function startRawVenue(
  onRequest: (request: RawRequest, socket: Socket, n: number) => void,
  onConnection: (socket: Socket) => void = () => {},
): Promise<RawVenue> {
  const seen: RawRequest[] = []
  const connections: Socket[] = []
  const server = createServer((socket) => {
    const connection = connections.push(socket)
    let text = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      for (let whole = takeRequest(text); whole !== undefined; whole = takeRequest(text)) {
        text = text.slice(whole.length)
        const request = { line: whole.line, body: whole.body, connection }
        onRequest(request, socket, seen.push(request))
      }
    })
    onConnection(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  onStop(() => {
    for (const socket of connections) socket.destroy()
    server.close()
  })
  return { url: `http://127.0.0.1:${address.port}`, seen, connections }
}

function takeRequest(text: string) {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  const size = Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0)
  const length = head + 4 + size
  if (text.length < length) return undefined
  return { line: text.slice(0, text.indexOf('\r\n')), body: text.slice(head + 4, length), length }
}

export function rawAnswer(status: number, body: unknown): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
}
