export { createInProcessRpc, type InProcessRpcOptions } from './in-process-rpc.ts'
