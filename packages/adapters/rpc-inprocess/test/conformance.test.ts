import { createRealScheduler } from '@oasis/runtime'
import { rpcConformance } from '@oasis/testkit'
import { createInProcessRpc } from '../src/index.ts'

rpcConformance('in-process RPC', async () => {
  const rpc = createInProcessRpc({ scheduler: createRealScheduler() })
  return { server: rpc, client: rpc, listen: async () => {}, dispose: async () => {} }
})
