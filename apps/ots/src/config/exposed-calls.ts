/**
 * Whoever may call the order manager or the risk engine may stop and steer trading. On other addresses than this machine's
 * own, callers must therefore show who they are: by the token, or by a certificate, which a server asks for that knows an
 * authority.
 */
import { isLoopback } from '../status/loopback.ts'

type Env = Readonly<Record<string, string | undefined>>

/** What is wrong; undefined where nothing is. Empty counts as not set. */
export function exposedCallsFault(env: Env): string | undefined {
  const { OTS_RPC_HOST: host, OTS_RPC_TOKEN: token, OTS_RPC_CA_FILE: authority } = env
  if (!host || isLoopback(host) || token || (authority && env.OTS_RPC_CERT_FILE)) return undefined
  return (
    `OTS_RPC_HOST: ${host} is reached from other machines, and nothing asks callers who they are: set OTS_RPC_TOKEN ` +
    '("openssl rand -hex 24" makes one), or OTS_RPC_CA_FILE with OTS_RPC_CERT_FILE and OTS_RPC_KEY_FILE'
  )
}
