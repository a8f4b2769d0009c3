import { busEmbeddedSuite } from './bus-embedded.ts'
import { busKafkaSuite } from './bus-kafka.ts'
import { codecSuite } from './codec.ts'
import { distributedFootprintSuite } from './distributed-footprint.ts'
import { frameDecodeSuite } from './frame-decode.ts'
import { orderPathSuite } from './order-path.ts'
import { orderSubmissionSuite } from './order-submission.ts'
import { reconciliationSuite } from './reconciliation.ts'
import { requestSigningSuite } from './request-signing.ts'
import { riskCheckSuite } from './risk-check.ts'
import { rpcGrpcSuite } from './rpc-grpc.ts'
import type { Suite } from './suite.ts'
import { sustainedSuite } from './sustained.ts'
import { tickToOrderSuite } from './tick-to-order.ts'
import { tickToOrderDistributedSuite } from './tick-to-order-distributed.ts'
import { userStreamSuite } from './user-stream.ts'

/** By name, in the order of running. */
export const SUITES: Readonly<Record<string, Suite>> = {
  'frame-decode': frameDecodeSuite,
  codec: codecSuite,
  'bus-embedded': busEmbeddedSuite,
  'bus-kafka': busKafkaSuite,
  'risk-check': riskCheckSuite,
  'order-path': orderPathSuite,
  reconciliation: reconciliationSuite,
  'request-signing': requestSigningSuite,
  'rpc-grpc': rpcGrpcSuite,
  'order-submission': orderSubmissionSuite,
  'user-stream': userStreamSuite,
  'tick-to-order': tickToOrderSuite,
  'tick-to-order-distributed': tickToOrderDistributedSuite,
  'distributed-footprint': distributedFootprintSuite,
  sustained: sustainedSuite,
}
