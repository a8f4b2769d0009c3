import { once } from 'node:events'
import { WebSocket } from 'ws'
import { type Frame, parseFrame } from './frame.ts'

/** A plain WebSocket client that keeps what it receives. */
export class StreamClient {
  readonly frames: Frame[] = []
  readonly socket: WebSocket
  closedWith: number | undefined

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => this.frames.push(parseFrame(data.toString())))
    socket.on('close', (code) => {
      this.closedWith = code
    })
    socket.on('error', () => {})
  }

  static async open(url: string): Promise<StreamClient> {
    const client = new StreamClient(new WebSocket(url))
    await once(client.socket, 'open')
    return client
  }

  send(text: string): void {
    this.socket.send(text)
  }

  /** Resolves when `condition` holds; fails after `timeoutMs`. */
  async until(condition: () => boolean, timeoutMs = 8_000): Promise<void> {
    const deadline = performance.now() + timeoutMs
    while (!condition()) {
      if (performance.now() > deadline) throw new Error(`not seen within ${timeoutMs} ms`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  close(): void {
    this.socket.terminate()
  }
}
