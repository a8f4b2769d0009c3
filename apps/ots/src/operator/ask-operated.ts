/** Asks the system that is meant: a distributed one where its addresses are known, else the one in the data folder. */
import { findDataDir } from '../config/load-config.ts'
import { askTheSystem, type Request, type SystemChoice } from './operator-client.ts'
import { askRemoteSystem, isRemote } from './remote-system.ts'

export interface Operated extends SystemChoice {
  /** Of `ots.yaml`. */
  readonly config?: string
}

export function askOperated<T>({ config, ...choice }: Operated, request: Request<T>): Promise<T> {
  const { env } = process
  if (isRemote(env)) return askRemoteSystem(env, request)
  const dataDir = findDataDir({ ...(config === undefined ? {} : { file: config }), env })
  return askTheSystem(dataDir, choice, request)
}
