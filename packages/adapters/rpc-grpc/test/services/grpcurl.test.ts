/** What a person sees who has nothing but grpcurl: services, messages, calls, by reflection alone. */
import { execFile } from 'node:child_process'
import { orderService, riskService } from '@oasis/contracts'
import { Secret } from '@oasis/runtime'
import { beforeAll, expect, test } from 'vitest'
import { provideGrpcurl } from '../../../../../tools/services/src/index.ts'
import { serverOf } from '../opened.ts'

const AUTHORIZED = ['-H', 'authorization: Bearer open sesame'] as const
let program: string

beforeAll(async () => {
  program = await provideGrpcurl()
}, 300_000)

function grpcurl(...options: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, ['-plaintext', '-max-time', '10', ...options], (_, stdout, stderr) =>
      resolve(stdout + stderr),
    )
  })
}

async function listening(): Promise<string> {
  const server = serverOf({ token: new Secret('open sesame') })
  server.handle(riskService.getRiskState, async ({ accountId }) => ({
    ...{ open: false, reason: `RECONCILING ${accountId}`, riskEpoch: 3, accountSeq: 41 },
  }))
  server.handle(orderService.getOrder, async () => ({}))
  const address = await server.listen()
  await server.withdraw(orderService.getOrder.service)
  return address
}

test('lists what is served, and not what was withdrawn', async () => {
  const listed = await grpcurl(...AUTHORIZED, await listening(), 'list')
  expect(listed.trim().split('\n')).toEqual(['grpc.health.v1.Health', 'oasis.trading.v1.RiskService'])
})

test('describes services and messages', async () => {
  const address = await listening()
  const service = await grpcurl(...AUTHORIZED, address, 'describe', 'oasis.trading.v1.RiskService')
  expect(service).toContain('rpc SubmitOrder ( .oasis.trading.v1.SubmitOrderRequest )')
  const message = await grpcurl(...AUTHORIZED, address, 'describe', 'oasis.trading.v1.GetOrderResponse')
  expect(message).toContain('optional .oasis.trading.v1.Order order = 1;')
})

test('calls, is told why a request is refused, and asks for health', async () => {
  const address = await listening()
  const ask = (request: string, method: string) => grpcurl(...AUTHORIZED, '-d', request, address, method)
  const state = await ask('{"accountId":"coinbase.main.paper"}', 'oasis.trading.v1.RiskService/GetRiskState')
  expect(JSON.parse(state)).toEqual({
    reason: 'RECONCILING coinbase.main.paper',
    riskEpoch: '3',
    accountSeq: '41',
  })
  const refused = await ask('{"accountId":"nonsense"}', 'oasis.trading.v1.RiskService/GetRiskState')
  expect(refused).toMatch(/InvalidArgument.*nonsense/s)
  const health = await ask('{"service":"oasis.trading.v1.RiskService"}', 'grpc.health.v1.Health/Check')
  expect(JSON.parse(health)).toEqual({ status: 'SERVING' })
})

test('without the token nothing is told', async () => {
  expect(await grpcurl(await listening(), 'list')).toMatch(/Unauthenticated.*token/)
})
