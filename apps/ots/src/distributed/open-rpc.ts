/** gRPC between the services, by the environment: addresses, certificates, token. */
import { orderService, riskService } from '@oasis/contracts'
import type { Logger, Scheduler } from '@oasis/ports'
import {
  createGrpcClient,
  createGrpcServer,
  type GrpcClient,
  type GrpcServer,
  type GrpcTls,
} from '@oasis/rpc-grpc'
import type { Secret } from '@oasis/runtime'
import { required, type ServiceEnvironment } from '../config/service-environment.ts'

interface RpcPorts {
  readonly logger: Logger
  readonly scheduler: Scheduler
}

/** Towards the leaders of both services. */
export const openRpcClient = (environment: ServiceEnvironment, ports: RpcPorts): GrpcClient =>
  createGrpcClient({
    addresses: {
      [riskService.halt.service]: environment.OTS_RISK_ENGINE_ADDRESSES ?? [],
      [orderService.cancelAll.service]: environment.OTS_ORDER_MANAGER_ADDRESSES ?? [],
    },
    ...ports,
    ...credentialsOf(environment),
  })

export const openRpcServer = (environment: ServiceEnvironment, ports: RpcPorts): GrpcServer =>
  createGrpcServer({
    host: environment.OTS_RPC_HOST,
    port: required(environment, 'OTS_RPC_PORT'),
    ...ports,
    ...credentialsOf(environment),
  })

function credentialsOf(environment: ServiceEnvironment): { tls?: GrpcTls; token?: Secret } {
  const { OTS_RPC_TOKEN: token } = environment
  const tls = grpcTlsOf(environment)
  return { ...(tls ? { tls } : {}), ...(token ? { token } : {}) }
}

function grpcTlsOf(environment: ServiceEnvironment): GrpcTls | undefined {
  const { OTS_RPC_CA_FILE: caFile, OTS_RPC_CERT_FILE: certFile, OTS_RPC_KEY_FILE: keyFile } = environment
  if (caFile === undefined && certFile === undefined && keyFile === undefined) return undefined
  return {
    ...(caFile === undefined ? {} : { caFile }),
    ...(certFile === undefined ? {} : { certFile }),
    ...(keyFile === undefined ? {} : { keyFile }),
  }
}
