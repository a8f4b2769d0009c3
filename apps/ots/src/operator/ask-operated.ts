/** Asks the system that is meant: a distributed one where its addresses are known, else the one in the data folder. */
import { findDataDir } from '../config/load-config.ts'
import { askTheSystem, type Request, type SystemChoice } from './operator-client.ts'

type Env = Readonly<Record<string, string | undefined>>

export interface Operated extends SystemChoice {
  /** Of `ots.yaml`. */
  readonly config?: string
}

/** Set where the services are processes of their own: then there is no socket to ask. */
export const isRemote = (env: Env): boolean => Boolean(env.OTS_RISK_ENGINE_ADDRESSES)

export function askOperated<T>({ config, ...choice }: Operated, request: Request<T>): Promise<T> {
  const { env } = process
  if (isRemote(env)) return askRemotely(env, request)
  const dataDir = findDataDir({ ...(config === undefined ? {} : { file: config }), env })
  return askTheSystem(dataDir, choice, request)
}

/** Kafka's, gRPC's and the databases' drivers are loaded by those alone who need them: a command starts in half the time. */
export async function askRemotely<T>(env: Env, request: Request<T>): Promise<T> {
  const { askRemoteSystem } = await import('./remote-system.ts')
  return askRemoteSystem(env, request)
}
