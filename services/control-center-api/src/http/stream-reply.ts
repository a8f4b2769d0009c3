/**
 * Answers that are written bit by bit for as long as the client reads: exports and live events. The reply is taken out of
 * the server library's hands, whose deadline is for whole answers; what its hooks have set of headers goes along.
 */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyReply } from 'fastify'

/** Status and headers are sent; the rest is the caller's. */
export function takeOver(reply: FastifyReply, headers: OutgoingHttpHeaders): ServerResponse {
  reply.hijack()
  const { raw } = reply
  for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...headers }))
    if (value !== undefined) raw.setHeader(name, value)
  raw.writeHead(200)
  return raw
}

/** A client that takes nothing for so long is gone, or does not mean it. */
const STALL_MS = 30_000

/** As fast as the client takes it: the next chunk is made when the last has left. Ends with the client. */
export async function streamText(
  reply: FastifyReply,
  headers: OutgoingHttpHeaders,
  chunks: AsyncIterable<string>,
): Promise<FastifyReply> {
  const raw = takeOver(reply, headers)
  raw.setTimeout(STALL_MS, () => raw.destroy())
  try {
    await pipeline(Readable.from(chunks, { highWaterMark: 1 }), raw)
  } catch {
    // What was sent is cut off in the middle of a chunk, which the client sees; there is nobody else to tell.
    raw.destroy()
  }
  return reply
}
