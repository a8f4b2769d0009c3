import type { Suite } from './suite.ts'

/**
 * By name, in the order of running. Loaded when one runs: what the others need would be in its heap, and the process that
 * only waits for it would hold a few hundred megabytes of a machine that is measured.
 */
export const SUITES: Readonly<Record<string, () => Promise<Suite>>> = {
  'frame-decode': async () => (await import('./frame-decode.ts')).frameDecodeSuite,
  codec: async () => (await import('./codec.ts')).codecSuite,
  'bus-embedded': async () => (await import('./bus-embedded.ts')).busEmbeddedSuite,
  'bus-kafka': async () => (await import('./bus-kafka.ts')).busKafkaSuite,
  'risk-check': async () => (await import('./risk-check.ts')).riskCheckSuite,
  'order-path': async () => (await import('./order-path.ts')).orderPathSuite,
  reconciliation: async () => (await import('./reconciliation.ts')).reconciliationSuite,
  'request-signing': async () => (await import('./request-signing.ts')).requestSigningSuite,
  'rpc-grpc': async () => (await import('./rpc-grpc.ts')).rpcGrpcSuite,
  'order-submission': async () => (await import('./order-submission.ts')).orderSubmissionSuite,
  'user-stream': async () => (await import('./user-stream.ts')).userStreamSuite,
  'tick-to-order': async () => (await import('./tick-to-order.ts')).tickToOrderSuite,
  'tick-to-order-distributed': async () =>
    (await import('./tick-to-order-distributed.ts')).tickToOrderDistributedSuite,
  'distributed-footprint': async () => (await import('./distributed-footprint.ts')).distributedFootprintSuite,
  'control-center-api': async () => (await import('./control-center-api.ts')).controlCenterApiSuite,
  'control-center-events': async () => (await import('./control-center-events.ts')).controlCenterEventsSuite,
  'control-center-web': async () => (await import('./control-center-web.ts')).controlCenterWebSuite,
  sustained: async () => (await import('./sustained.ts')).sustainedSuite,
}
