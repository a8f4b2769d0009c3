import { status } from '@grpc/grpc-js'
import { RPC_STATUSES, RpcError } from '@oasis/ports'
import { expect, test } from 'vitest'
import { GRPC_STATUS_OF, rpcErrorOf, rpcStatusOf } from '../src/status-table.ts'
import { echo, soon } from './echo-method.ts'
import { clientOf, serverOf } from './opened.ts'

test('every status of ours has one of gRPC, and comes back as itself', () => {
  expect(RPC_STATUSES.map((ours) => [ours, status[GRPC_STATUS_OF[ours]]])).toEqual(
    RPC_STATUSES.map((ours) => [ours, ours]),
  )
  for (const ours of RPC_STATUSES) expect(rpcStatusOf(GRPC_STATUS_OF[ours])).toBe(ours)
})

test.each([
  ['UNAUTHENTICATED', 'PERMISSION_DENIED'],
  // They leave open whether it was done, which none but INTERNAL says to a caller that would give up otherwise.
  ['UNKNOWN', 'INTERNAL'],
  ['RESOURCE_EXHAUSTED', 'INTERNAL'],
  ['OUT_OF_RANGE', 'INTERNAL'],
  ['DATA_LOSS', 'INTERNAL'],
] as const)('%s of gRPC is %s to us', (theirs, ours) => {
  expect(rpcStatusOf(status[theirs])).toBe(ours)
})

test('a number that is no status is INTERNAL', () => {
  expect(rpcStatusOf(99)).toBe('INTERNAL')
})

test('an OK without its one message does not say that nothing was done', () => {
  for (const details of ['No message received', 'Too many responses received']) {
    expect(rpcErrorOf({ code: status.UNIMPLEMENTED, details }).status).toBe('INTERNAL')
  }
  expect(rpcErrorOf({ code: status.UNIMPLEMENTED, details: 'no such method' }).status).toBe('UNIMPLEMENTED')
})

test.each(RPC_STATUSES)('a handler that throws %s is heard with status and words', async (thrown) => {
  const server = serverOf()
  const words = 'ünï %20 % \n "quoted" €'
  server.handle(echo, async () => {
    throw new RpcError(thrown, words)
  })
  const client = clientOf([await server.listen()])
  await expect(client.call(echo, { text: '' }, soon)).rejects.toMatchObject({
    name: 'RpcError',
    status: thrown,
    // The words of a deadline are the caller's own.
    message: thrown === 'DEADLINE_EXCEEDED' ? expect.any(String) : words,
  })
})

test('words that HTTP/2 could not carry are cut or mended', async () => {
  const server = serverOf()
  server.handle(echo, async ({ text }) => {
    throw new RpcError('ABORTED', text === 'long' ? '€'.repeat(100_000) : 'half of \ud83d')
  })
  const client = clientOf([await server.listen()])
  const long = await client.call(echo, { text: 'long' }, soon).catch((error: RpcError) => error)
  expect(long).toMatchObject({ status: 'ABORTED', message: '€'.repeat(2_000) })
  const half = await client.call(echo, { text: 'half' }, soon).catch((error: RpcError) => error)
  expect(half).toMatchObject({ status: 'ABORTED', message: 'half of �' })
})
