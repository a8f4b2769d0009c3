/**
 * Kafka's Metadata request, version 1, by hand: which brokers does a broker know of? Asked when it starts, of one that may
 * not listen yet; a whole client would only be in the way.
 */
import { once } from 'node:events'
import { connect } from 'node:net'

const METADATA = 3
const VERSION = 1
const CORRELATION = 7
const CLIENT_ID = 'ots-services'

/** Node ids of the brokers that are alive, as the broker at this port sees it. */
export async function brokersSeenBy(port: number, timeoutMs: number): Promise<number[]> {
  const socket = connect(port, '127.0.0.1')
  const deadline = AbortSignal.timeout(timeoutMs)
  try {
    socket.write(request())
    let answer = Buffer.alloc(0)
    while (answer.length < 4 || answer.length < 4 + answer.readInt32BE(0)) {
      const [chunk] = (await Promise.race([
        once(socket, 'data', { signal: deadline }),
        once(socket, 'close', { signal: deadline }).then(() => Promise.reject(new Error('closed'))),
      ])) as [Buffer]
      answer = Buffer.concat([answer, chunk])
    }
    return nodeIdsIn(answer)
  } finally {
    socket.destroy()
  }
}

function request(): Buffer {
  const body = Buffer.alloc(4 + 10 + CLIENT_ID.length + 4)
  let at = body.writeInt32BE(body.length - 4)
  at = body.writeInt16BE(METADATA, at)
  at = body.writeInt16BE(VERSION, at)
  at = body.writeInt32BE(CORRELATION, at)
  at = body.writeInt16BE(CLIENT_ID.length, at)
  at += body.write(CLIENT_ID, at)
  // No topics: only the brokers are asked for.
  body.writeInt32BE(0, at)
  return body
}

function nodeIdsIn(answer: Buffer): number[] {
  let at = 8
  const count = answer.readInt32BE(at)
  at += 4
  return Array.from({ length: count }, () => {
    const nodeId = answer.readInt32BE(at)
    at += 4
    at += 2 + answer.readInt16BE(at) + 4
    const rackLength = answer.readInt16BE(at)
    at += 2 + Math.max(rackLength, 0)
    return nodeId
  })
}
