/**
 * Two gRPC servers in a process of their own: ours, that answers risk's calls with what a placed order gets, and a bare one
 * of grpc-js that sends an empty message back. The parent is told their addresses.
 */
import { type handleUnaryCall, Server, ServerCredentials } from '@grpc/grpc-js'
import { riskService, type SubmitOrderReply } from '@oasis/contracts'
import { clientOrderIdOf } from '@oasis/domain'
import { createGrpcServer } from '@oasis/rpc-grpc'
import { createLogger, createRealScheduler } from '@oasis/runtime'
import { ECHO_PATH, type GrpcAddresses } from './grpc-addresses.ts'

const HOST = '127.0.0.1'

async function ours(): Promise<string> {
  const server = createGrpcServer({
    ...{ host: HOST, port: 0, scheduler: createRealScheduler() },
    logger: createLogger({ level: 'warn', pretty: false }),
  })
  server.handle(riskService.submitOrder, async ({ intent }): Promise<SubmitOrderReply> => {
    return { kind: 'PLACED', clientOrderId: clientOrderIdOf(intent.intentId), state: 'PENDING_SUBMIT' }
  })
  return server.listen()
}

/** With the same leave to keep no statistics as ours has. */
function bare(): Promise<string> {
  const server = new Server({ 'grpc.enable_channelz': 0 })
  const same = (bytes: Buffer): Buffer => bytes
  const echo: handleUnaryCall<Buffer, Buffer> = (call, respond) => respond(null, call.request)
  server.register(ECHO_PATH, echo, same, same, 'unary')
  return new Promise((resolve, reject) => {
    server.bindAsync(`${HOST}:0`, ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(`${HOST}:${port}`),
    )
  })
}

const addresses: GrpcAddresses = { ours: await ours(), bare: await bare() }
process.send?.(addresses)
process.on('disconnect', () => process.exit())
