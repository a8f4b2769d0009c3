/** What the distributed system needs, looked at one by one without starting or changing anything. */
import { describeError } from '@oasis/runtime'
import { exposedCallsFault } from '../config/exposed-calls.ts'
import type { LoadedConfig } from '../config/load-config.ts'
import { loadServiceConfig } from '../config/load-service-config.ts'
import { accountOf } from '../config/schema.ts'
import { readSecretFiles, SERVICE_SECRETS } from '../config/secret-variables.ts'
import { readServiceEnvironment, type ServiceEnvironment } from '../config/service-environment.ts'
import { checkCertificates } from './check-certificates.ts'
import { checkDatabase } from './check-database.ts'
import { checkKafka } from './check-kafka.ts'
import { checkLeaders } from './check-leaders.ts'
import { checkNode } from './check-machine.ts'
import { checkRedisServer } from './check-redis-server.ts'
import { type Finding, fault, ok } from './finding.ts'

type Env = Readonly<Record<string, string | undefined>>

export async function examineDistributed(env: Env): Promise<Finding[]> {
  const node = checkNode()
  let environment: ServiceEnvironment
  try {
    environment = readServiceEnvironment(env)
  } catch (error) {
    return [node, fault('environment', describeError(error))]
  }
  const [configuration, loaded] = await checkConfiguration(environment, env)
  return [
    node,
    configuration,
    ...exposedCalls(env, environment),
    ...checkCertificates(env),
    ...(await checkKafka(env)),
    ...(await checkDatabase(environment, loaded?.config)),
    await checkRedisServer(environment),
    ...(await checkLeaders(environment)),
  ]
}

/** Of the services that take calls; who has this environment to call them is told, too. */
function exposedCalls(env: Env, { OTS_RPC_PORT: port }: ServiceEnvironment): Finding[] {
  const exposed =
    port === undefined ? undefined : exposedCallsFault(readSecretFiles(env, SERVICE_SECRETS).env)
  return exposed === undefined ? [] : [fault('calls', exposed)]
}

async function checkConfiguration(
  environment: ServiceEnvironment,
  env: Env,
): Promise<readonly [Finding, LoadedConfig | undefined]> {
  try {
    const loaded = await loadServiceConfig(environment, env)
    const { config, origin } = loaded
    const about = `${origin}, ${config.strategies.length} strategies, ${accountOf(config).mode}`
    return [ok('configuration', about), loaded]
  } catch (error) {
    return [fault('configuration', describeError(error)), undefined]
  }
}
