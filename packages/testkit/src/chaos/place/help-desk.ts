/**
 * The people at the venue, whom one calls about an order: they tell its true status, or that there never was one. No
 * fault of the venue reaches them.
 */
import { createServer } from 'node:http'
import { createAgent, exchangeHttp } from '../venue/http-exchange.ts'
import { VENUE_ROUTES } from '../venue/venue-routes.ts'
import { decodeWire, encodeWire } from '../venue/wire-json.ts'
import type { JudgedStatus } from './venue-messages.ts'

export async function askHelpDesk(
  port: number,
  clientOrderId: string,
  signal: AbortSignal,
): Promise<JudgedStatus | undefined> {
  const agent = createAgent()
  try {
    const path = `${VENUE_ROUTES.helpDesk}?client=${encodeURIComponent(clientOrderId)}`
    const { status, body } = await exchangeHttp({ port, path, signal, agent })
    return status === 200 ? decodeWire<JudgedStatus>(body) : undefined
  } finally {
    agent.destroy()
  }
}

/** On a port of its own, which it returns; for a venue that has no such route itself. */
export function openHelpDesk(statusOf: (clientOrderId: string) => JudgedStatus | undefined): Promise<number> {
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://desk').searchParams.get('client') ?? ''
    const status = statusOf(asked)
    response.writeHead(status === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(encodeWire(status ?? null))
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
}
