/**
 * Serves a simulated venue over HTTP. What the venue's line does to a call happens to the connection: an answer that is
 * lost never comes, an outage closes the port, so that connections are refused, and cuts what is connected. A client
 * that dies in the middle changes nothing: what has arrived takes effect.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { ClientOrderId, UnixNanos, VenueOrderId } from '@oasis/domain'
import type { CancelOutcome, SubmitOutcome, VenueOrder } from '@oasis/ports'
import type { SimulatedVenue, VenueConnection } from '../../simulated-venue/simulated-venue-api.ts'
import { VENUE_ROUTES } from './venue-routes.ts'
import { decodeWire, encodeWire } from './wire-json.ts'

/** Clients have shorter deadlines; what is not answered by then is not answered at all. */
const ANSWER_WITHIN_MS = 60_000

export interface VenueServer {
  readonly port: number
  /** False closes the port, true opens it again. */
  setReachable(reachable: boolean): Promise<void>
  close(): Promise<void>
}

export async function openVenueServer(venue: SimulatedVenue): Promise<VenueServer> {
  const sockets = new Set<Socket>()
  const line = venue.connect()
  await line.start(() => {})
  const server = createServer((request, response) => {
    serve(venue, line, request, response).catch((error: unknown) => {
      // Only the venue's own looks fail: that is one of its faults.
      if (!response.headersSent) answer(response, 503, { error: String(error) })
    })
  })
  server.keepAliveTimeout = 60_000
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const port = await listen(server, 0)
  // One after the other, in the order of asking.
  let changes: Promise<unknown> = Promise.resolve()
  const shut = async (): Promise<void> => {
    if (!server.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const change = (act: () => Promise<unknown>): Promise<void> => {
    changes = changes.then(act, act)
    return changes.then(() => {})
  }
  return {
    port,
    setReachable: (reachable) =>
      change(async () => {
        if (!reachable) await shut()
        else if (!server.listening) await listen(server, port)
      }),
    close: () => change(shut),
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

async function serve(
  venue: SimulatedVenue,
  line: VenueConnection,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://venue')
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS)
  switch (url.pathname) {
    case VENUE_ROUTES.submit:
      return answerOutcome(
        response,
        // Whether it might leave was for its sender to ask; here it has arrived.
        await line.submit(decodeWire<VenueOrder>(await bodyOf(request)), signal, () => undefined),
      )
    case VENUE_ROUTES.cancel:
      return answerOutcome(
        response,
        await line.cancel(decodeWire<VenueOrderId>(await bodyOf(request)), signal),
      )
    case VENUE_ROUTES.find: {
      const report = await line.findOrder((url.searchParams.get('client') ?? '') as ClientOrderId, signal)
      return answer(response, report ? 200 : 404, report ?? null)
    }
    case VENUE_ROUTES.open:
      return answer(response, 200, await line.openOrders(signal))
    case VENUE_ROUTES.executions: {
      const since = BigInt(url.searchParams.get('since') ?? '0') as UnixNanos
      return answer(response, 200, await line.executionsSince(since, signal))
    }
    case VENUE_ROUTES.balances:
      return answer(response, 200, await line.balances(signal))
    case VENUE_ROUTES.time:
      return answer(response, 200, await line.time(signal))
    case VENUE_ROUTES.events:
      return streamEvents(venue.connect(), response)
    case VENUE_ROUTES.helpDesk: {
      const asked = url.searchParams.get('client')
      const order = venue.ledger.orders.find(({ clientOrderId }) => clientOrderId === asked)
      return answer(response, order ? 200 : 404, order?.status ?? null)
    }
    default:
      return answer(response, 404, { error: 'no such path' })
  }
}

async function streamEvents(line: VenueConnection, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  response.on('close', () => line.sever())
  await line.start((event) => response.write(`${encodeWire(event)}\n`))
  // The client knows that it hears from here on.
  response.write('\n')
}

/** What the line does not know is not told either: the client's own deadline finds out. */
function answerOutcome(response: ServerResponse, outcome: SubmitOutcome | CancelOutcome): void {
  // A request that has come cannot be proven not to have been sent.
  if (outcome.kind === 'NOT_SENT') response.destroy()
  else if (outcome.kind === 'REJECTED') answer(response, 422, outcome)
  else if (outcome.kind !== 'UNKNOWN') answer(response, 200, outcome)
  else if (outcome.reason.startsWith('HTTP')) answer(response, 503, { error: outcome.reason })
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(encodeWire(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
