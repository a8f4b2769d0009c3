/** A small service for tests: what it says is JSON. */
import type { Codec, RpcMethod } from '@oasis/ports'

export interface Message {
  readonly text: string
  readonly n?: number
}

const codec = (schema: string): Codec<Message> => ({
  schema,
  encode: (value) => new TextEncoder().encode(JSON.stringify(value)),
  decode: (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Message,
})

export const SERVICE = 'oasis.test.v1.EchoService'

export const method = (name: string, service = SERVICE): RpcMethod<Message, Message> => ({
  service,
  name,
  request: codec('oasis.test.v1.Request'),
  response: codec('oasis.test.v1.Response'),
})

export const echo = method('Echo')
export const count = method('Count')
export const soon = { timeoutMs: 10_000 }
