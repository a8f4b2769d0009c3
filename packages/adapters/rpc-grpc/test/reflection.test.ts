import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js'
import { orderService, riskService } from '@oasis/contracts'
import { Secret } from '@oasis/runtime'
import { expect, test } from 'vitest'
import { closeAfterTest, serverOf } from './opened.ts'

const LIST_SERVICES = 7
const FILE_CONTAINING_SYMBOL = 4

/** `ServerReflectionRequest` with one field of text; of the answer what can be read in it. */
function reflect(address: string, field: number, text: string, token?: string): Promise<string> {
  const client = new Client(address, credentials.createInsecure())
  closeAfterTest(() => client.close())
  const metadata = new Metadata()
  if (token !== undefined) metadata.set('authorization', `Bearer ${token}`)
  const same = (bytes: Buffer): Buffer => bytes
  const path = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo'
  const stream = client.makeBidiStreamRequest(path, same, same, metadata, { deadline: Date.now() + 10_000 })
  stream.end(Buffer.concat([Buffer.from([(field << 3) | 2, text.length]), Buffer.from(text)]))
  return new Promise((resolve) => {
    stream.on('data', (answer: Buffer) => resolve(answer.toString('latin1')))
    stream.on('error', (error: ServiceError) => resolve(status[error.code] ?? ''))
  })
}

test('tells of what is served now, and describes it', async () => {
  const server = serverOf()
  server.handle(riskService.getRiskState, () => Promise.reject(new Error('never called')))
  const address = await server.listen()
  const first = await reflect(address, LIST_SERVICES, '*')
  expect(first).toContain(riskService.getRiskState.service)
  expect(first).toContain('grpc.health.v1.Health')
  expect(first).not.toContain(orderService.getOrder.service)
  server.handle(orderService.getOrder, () => Promise.reject(new Error('never called')))
  await server.withdraw(riskService.getRiskState.service)
  const second = await reflect(address, LIST_SERVICES, '*')
  expect(second).toContain(orderService.getOrder.service)
  expect(second).not.toContain(riskService.getRiskState.service)
  for (const { service, name, request, response } of [
    ...Object.values(riskService),
    ...Object.values(orderService),
  ]) {
    const file = await reflect(address, FILE_CONTAINING_SYMBOL, service)
    for (const described of [name, `.${request.schema}`, `.${response.schema}`])
      expect(file).toContain(described)
  }
  expect(await reflect(address, FILE_CONTAINING_SYMBOL, 'grpc.health.v1.Health')).toContain(
    'HealthCheckRequest',
  )
})

test('takes the token of calls', async () => {
  const address = await serverOf({ token: new Secret('open sesame') }).listen()
  expect(await reflect(address, LIST_SERVICES, '*')).toBe('UNAUTHENTICATED')
  expect(await reflect(address, LIST_SERVICES, '*', 'open sesame')).toContain('grpc.health.v1.Health')
})
