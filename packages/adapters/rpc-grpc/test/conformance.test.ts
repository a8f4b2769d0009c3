import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { rpcConformance } from '@oasis/testkit'
import { createGrpcClient, createGrpcServer, type GrpcClient } from '../src/index.ts'

rpcConformance('gRPC over a socket', async () => {
  const logger = createSilentLogger()
  const server = createGrpcServer({ host: '127.0.0.1', port: 0, logger, scheduler: createRealScheduler() })
  const address = await server.listen()
  const client: GrpcClient = createGrpcClient({
    addresses: { 'oasis.conformance.v1.EchoService': [address] },
    logger,
  })
  return {
    server,
    client,
    listen: async () => {},
    dispose: async () => {
      client.close()
      await server.close()
    },
  }
})
