/** What the process of the servers tells its parent. */
export interface GrpcAddresses {
  readonly ours: string
  readonly bare: string
}

export const ECHO_PATH = '/bench.Echo/Echo'
