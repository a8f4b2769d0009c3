/** A client of sockets: it sends what it likes, as slowly as it likes, and reads only when it wants to. */
import { connect, type Socket } from 'node:net'

export interface RawClient {
  readonly socket: Socket
  /** What was read so far. */
  text(): string
  /** Resolves when the other side has closed. */
  readonly closed: Promise<void>
  /** False: the other side has closed, or does not take it within a second. */
  write(bytes: string | Uint8Array): Promise<boolean>
}

const STALL_MS = 1_000

export async function openRaw(address: string): Promise<RawClient> {
  const { hostname, port } = new URL(address)
  const socket = connect({ host: hostname, port: Number(port) })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  let text = ''
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('error', () => {})
  socket.setEncoding('utf8').on('data', (more: string) => (text += more))
  const write = (bytes: string | Uint8Array) =>
    new Promise<boolean>((resolve) => {
      if (socket.destroyed || !socket.writable) return resolve(false)
      const late = setTimeout(() => resolve(false), STALL_MS)
      socket.write(bytes, (error) => {
        clearTimeout(late)
        resolve(!error)
      })
    })
  return { socket, text: () => text, closed, write }
}

export const statusIn = (text: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)
