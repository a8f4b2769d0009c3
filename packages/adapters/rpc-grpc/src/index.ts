export { createGrpcClient, type GrpcClient, type GrpcClientOptions } from './grpc-client.ts'
export { createGrpcServer, type GrpcServer, type GrpcServerOptions } from './grpc-server.ts'
export type { GrpcTls } from './tls-files.ts'
