/** Answers that the connection does something to: written byte by byte, past the HTTP server. */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { RestAnswer } from '../../protocol/rest-bodies.ts'
import type { OnTheWire } from '../seams.ts'

/**
 * `isLast`: the client has asked for the connection's end. Otherwise the HTTP server goes on with it, so the first copy
 * is its own to send.
 */
export function repeatAnswer(
  socket: Socket,
  answer: RestAnswer,
  { apartMs, onSent }: Extract<OnTheWire, { kind: 'TWICE' }>,
  isLast: boolean,
): void {
  const text = textOf(answer)
  const repeat = (): void => {
    if (socket.destroyed || !socket.writable) return
    onSent()
    if (isLast) socket.end(text)
    else socket.write(text)
  }
  if (isLast && apartMs === 0) {
    onSent()
    socket.end(text + text)
    return
  }
  if (isLast) socket.write(text)
  setTimeout(repeat, apartMs)
}

/** The length of all of it, half of its body, and the end. */
export function cutAnswer(socket: Socket, answer: RestAnswer): void {
  const text = textOf(answer)
  const head = text.indexOf('\r\n\r\n') + 4
  socket.write(text.slice(0, head + Math.floor((text.length - head) / 2)), () => socket.destroy())
}

function textOf({ status, body, contentType = 'text/plain', headers = {} }: RestAnswer): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const all = {
    ...headers,
    'content-type': typeof body === 'string' ? contentType : 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text}`
}
