/** An empty message to a bare server of grpc-js in another process and back, without a deadline: the floor of a call. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Client, credentials } from '@grpc/grpc-js'
import { ECHO_PATH, type GrpcAddresses } from './grpc-addresses.ts'

const GRPC_PROCESS = fileURLToPath(new URL('./grpc-process.ts', import.meta.url))
const EMPTY = Buffer.alloc(0)

export interface BareEcho {
  /** Where the same process serves ours. */
  readonly ours: string
  send(): Promise<unknown>
  close(): void
}

export async function openBareEcho(): Promise<BareEcho> {
  const child: ChildProcess = fork(GRPC_PROCESS, [], { execArgv: [] })
  // The process sends this once, and nothing else.
  const [{ ours, bare }] = (await once(child, 'message')) as [GrpcAddresses]
  const client = new Client(bare, credentials.createInsecure(), { 'grpc.enable_channelz': 0 })
  return {
    ours,
    send: () => echoed(client),
    close: () => {
      client.close()
      child.disconnect()
    },
  }
}

function echoed(client: Client): Promise<unknown> {
  const same = (bytes: Buffer): Buffer => bytes
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(ECHO_PATH, same, same, EMPTY, (error, answer) =>
      error ? reject(error) : resolve(answer),
    )
  })
}
