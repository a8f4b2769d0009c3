/** A way to a server that fails to the byte: between the client and the server, as a network would. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface FaultProxy {
  /** The same address by way of the proxy. */
  readonly url: string
  /** Bytes of the client that have passed since it was armed or made. */
  readonly sent: number
  /** After so many more bytes to the server, the rest is dropped and both ends are closed. */
  cutAfterSent(bytes: number): void
  /** After so many more bytes from the server, likewise: the server has had everything. */
  cutAfterAnswered(bytes: number): void
  /** After so many more bytes to the server, the rest that goes over that connection waits, for `flow`. */
  holdAfterSent(bytes: number): void
  /** The next answer is swallowed, this is said in its place, and the connection ends. */
  sayInstead(bytes: Buffer): void
  /** Nothing passes in either direction; connections stay open. */
  hold(): void
  /** What waited passes, and everything after it. */
  flow(): void
  /** New connections are closed at once. */
  refuse(refusing: boolean): void
  /** Ends every connection, on both sides. */
  cut(): void
  close(): Promise<void>
}

interface Link {
  readonly client: Socket
  readonly server: Socket
  readonly waiting: { readonly to: Socket; readonly bytes: Buffer }[]
  held: boolean
}

export async function startFaultProxy(url: string): Promise<FaultProxy> {
  const target = new URL(url)
  const links = new Set<Link>()
  let refusing = false
  let held = false
  let sent = 0
  let sendLimit: { left: number; after: 'CUT' | 'HOLD' } | undefined
  let answerLimit: number | undefined
  let instead: Buffer | undefined

  const cutLink = (link: Link) => {
    links.delete(link)
    link.client.destroy()
    link.server.destroy()
  }
  const cut = () => {
    for (const link of links) cutLink(link)
    sendLimit = undefined
    answerLimit = undefined
  }
  const pass = (link: Link, to: Socket, bytes: Buffer) => {
    if (held || link.held) link.waiting.push({ to, bytes })
    else if (bytes.length > 0) to.write(bytes)
  }
  const onSent = (link: Link, bytes: Buffer) => {
    sent += bytes.length
    if (sendLimit === undefined || bytes.length < sendLimit.left) {
      if (sendLimit !== undefined) sendLimit.left -= bytes.length
      return pass(link, link.server, bytes)
    }
    const { left, after } = sendLimit
    sendLimit = undefined
    pass(link, link.server, bytes.subarray(0, left))
    // What was passed is to arrive before the end does.
    if (after === 'CUT') return void setTimeout(() => cutLink(link), 5)
    link.held = true
    pass(link, link.server, bytes.subarray(left))
  }
  const onAnswered = (link: Link, bytes: Buffer) => {
    if (instead !== undefined) {
      link.client.end(instead)
      instead = undefined
      setTimeout(() => cutLink(link), 5)
      return
    }
    if (answerLimit === undefined) return pass(link, link.client, bytes)
    if (bytes.length < answerLimit) {
      answerLimit -= bytes.length
      return pass(link, link.client, bytes)
    }
    const part = bytes.subarray(0, answerLimit)
    pass(link, link.client, part)
    answerLimit = undefined
    link.client.end()
    setTimeout(() => cutLink(link), 5)
  }

  const proxy = createServer((client) => {
    client.on('error', () => {})
    if (refusing) return void client.destroy()
    const server = connect(Number(target.port), target.hostname)
    const link: Link = { client, server, waiting: [], held: false }
    links.add(link)
    client.setNoDelay(true)
    server.setNoDelay(true)
    server.on('error', () => client.destroy())
    client.on('data', (bytes: Buffer) => onSent(link, bytes))
    server.on('data', (bytes: Buffer) => onAnswered(link, bytes))
    // What is still on its way arrives all the same.
    client.on('close', () => link.held || server.end())
    server.on('close', () => client.end())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  return {
    url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    get sent() {
      return sent
    },
    cutAfterSent: (left) => {
      sent = 0
      sendLimit = { left, after: 'CUT' }
    },
    cutAfterAnswered: (bytes) => {
      answerLimit = bytes
    },
    holdAfterSent: (left) => {
      sent = 0
      sendLimit = { left, after: 'HOLD' }
    },
    sayInstead: (bytes) => {
      instead = bytes
    },
    hold: () => {
      held = true
    },
    flow: () => {
      held = false
      for (const link of links) {
        link.held = false
        for (const { to, bytes } of link.waiting.splice(0)) to.write(bytes)
        if (link.client.destroyed) link.server.end()
      }
    },
    refuse: (now) => {
      refusing = now
    },
    cut,
    close: async () => {
      cut()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}
