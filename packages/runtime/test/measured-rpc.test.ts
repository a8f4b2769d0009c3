import { addMillis, type UnixNanos } from '@oasis/domain'
import { type RpcClient, RpcError, type RpcHandler, type RpcMethod, type RpcServer } from '@oasis/ports'
import { describe, expect, test } from 'vitest'
import { createMetrics, measuredRpcClient, measuredRpcServer } from '../src/index.ts'

const codec = { schema: 't', encode: () => new Uint8Array(), decode: () => 'x' }
const METHOD: RpcMethod<string, string> = { service: 's.S', name: 'Do', request: codec, response: codec }

/** A call takes 20 ms. */
function setUp() {
  let now = 0n as UnixNanos
  const metrics = createMetrics()
  const scheduler = { now: () => now } as Parameters<typeof measuredRpcServer>[1]['scheduler']
  const pass = () => {
    now = addMillis(now, 20)
  }
  const line = async (start: string) =>
    (await metrics.render()).split('\n').find((each) => each.startsWith(start))
  return { metrics, scheduler, pass, line }
}

const labels = (status: string) => `{service="s.S",method="Do",status="${status}"}`

describe('calls served', () => {
  const serve = (handler: RpcHandler<string, string>, options: Parameters<typeof measuredRpcServer>[1]) => {
    let served: RpcHandler<string, string> | undefined
    const server = {
      handle: (_method: unknown, given: RpcHandler<string, string>) => {
        served = given
      },
    } as unknown as RpcServer
    measuredRpcServer(server, options).handle(METHOD, handler)
    return (request: string) => served?.(request, { signal: new AbortController().signal })
  }

  test('are counted with how long they took', async () => {
    const { pass, line, ...options } = setUp()
    const call = serve(async (request) => {
      pass()
      return `${request}!`
    }, options)
    expect(await call('a')).toBe('a!')
    expect(await line(`ots_rpc_server_seconds_sum${labels('OK')}`)).toContain(' 0.02')
    expect(await line(`ots_rpc_server_seconds_count${labels('OK')}`)).toContain(' 1')
  })

  test.each([
    [new RpcError('UNAVAILABLE', 'away'), 'UNAVAILABLE'],
    [new Error('a bug'), 'INTERNAL'],
  ])('that fail by %s are counted as %s and fail as before', async (error, status) => {
    const { line, ...options } = setUp()
    await expect(serve(() => Promise.reject(error), options)('a')).rejects.toBe(error)
    expect(await line(`ots_rpc_server_seconds_count${labels(status)}`)).toContain(' 1')
  })
})

describe('calls made', () => {
  test('hand on the very promise, so that a measured caller goes on when an unmeasured one would', () => {
    const { line: _, pass: __, ...options } = setUp()
    const answer = Promise.resolve('yes')
    const client = { call: () => answer } as unknown as RpcClient
    expect(measuredRpcClient(client, options).call(METHOD, 'a', { timeoutMs: 1 })).toBe(answer)
  })

  const streaming = (options: Parameters<typeof measuredRpcClient>[1], end: () => void) =>
    measuredRpcClient(
      {
        stream: async function* () {
          yield 'a'
          end()
          yield 'b'
        },
      } as unknown as RpcClient,
      options,
    ).stream(METHOD, 'a', { timeoutMs: 1 })

  test.each([
    ['to its end', 2, () => {}, 'OK'],
    ['by a reader that leaves it', 1, () => {}, 'CANCELLED'],
  ])('a stream read %s', async (_name, most, end, status) => {
    const { line, pass: _, ...options } = setUp()
    const seen: string[] = []
    for await (const each of streaming(options, end)) if (seen.push(each) === most && most === 1) break
    expect(seen).toHaveLength(most)
    expect(await line(`ots_rpc_client_seconds_count${labels(status)}`)).toContain(' 1')
  })

  test('a stream that fails fails for its reader, and is counted so', async () => {
    const { line, pass: _, ...options } = setUp()
    const error = new RpcError('DEADLINE_EXCEEDED', 'late')
    const stream = streaming(options, () => {
      throw error
    })
    await expect(Array.fromAsync(stream)).rejects.toBe(error)
    expect(await line(`ots_rpc_client_seconds_count${labels('DEADLINE_EXCEEDED')}`)).toContain(' 1')
  })
})
