/**
 * Steers a distributed system from a terminal that knows its addresses: calls go to its leaders by gRPC, commands over
 * Kafka. A halt needs neither Kafka nor PostgreSQL.
 */
import { createKafkaBus } from '@oasis/bus-kafka'
import { createControlView } from '@oasis/control-center-api'
import { RpcError } from '@oasis/ports'
import { createLogger, createNoMetrics, createRealScheduler, OtsError } from '@oasis/runtime'
import { z } from 'zod'
import { readKafkaEnvironment } from '../config/kafka-environment.ts'
import { findServiceAccount, loadServiceConfig } from '../config/load-service-config.ts'
import { accountOf } from '../config/schema.ts'
import { readServiceEnvironment, required, type ServiceEnvironment } from '../config/service-environment.ts'
import { openRpcClient } from '../distributed/open-rpc.ts'
import { CommandDesk } from './command-desk.ts'
import type { Request } from './operator-client.ts'
import { type OperatedAccount, type OperatorPorts, operatorRoutes } from './operator-routes.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Throws `OTS_REQUEST_REFUSED` where it is not known to have been done. */
export async function askRemoteSystem<T>(env: Env, { path, body, schema }: Request<T>): Promise<T> {
  const environment = readServiceEnvironment(env)
  required(environment, 'OTS_RISK_ENGINE_ADDRESSES')
  if (environment.OTS_ORDER_MANAGER_ADDRESSES === undefined) {
    throw new OtsError('OTS_CONFIG_INVALID', 'OTS_ORDER_MANAGER_ADDRESSES is not set', {
      hint: 'Set it beside OTS_RISK_ENGINE_ADDRESSES: a halt goes there where the risk engine does not answer.',
    })
  }
  const operated = await operatedAccount(path, environment, env)
  await using opened = new AsyncDisposableStack()
  const ports = await openPorts(path, env, environment, opened)
  const route = operatorRoutes(ports, operated)[path]
  if (route === undefined) throw new Error(`${path} is nothing that can be asked`)
  const request = route.schema.safeParse(body)
  if (!request.success) throw new OtsError('OTS_USAGE', z.prettifyError(request.error))
  return schema.parse(await refusing(route.answer(request.data)))
}

/** No fault of the configuration stands between a person and a halt. */
async function operatedAccount(
  path: string,
  environment: ServiceEnvironment,
  env: Env,
): Promise<OperatedAccount> {
  if (path === '/command') {
    const { config } = await loadServiceConfig(environment, env)
    return { accountId: accountOf(config).id, config: () => config }
  }
  const config = () => {
    throw new Error('only commands need the configuration')
  }
  return { accountId: findServiceAccount(environment), config }
}

async function openPorts(
  path: string,
  env: Env,
  environment: ServiceEnvironment,
  opened: AsyncDisposableStack,
): Promise<OperatorPorts> {
  const scheduler = createRealScheduler()
  const logger = createLogger({ level: env.OTS_LOG_LEVEL || 'error', pretty: process.stderr.isTTY })
  const rpc = openRpcClient(environment, { logger, scheduler })
  opened.defer(() => rpc.close())
  if (path !== '/command') return { rpc, scheduler, logger }
  const bus = await createKafkaBus({ ...readKafkaEnvironment(env), scheduler, logger })
  opened.defer(() => bus.close())
  const control = createControlView({ bus, scheduler, logger, metrics: createNoMetrics() })
  opened.defer(() => control.stop())
  const desk = new CommandDesk({ bus, scheduler, control })
  await control.start()
  return { rpc, scheduler, logger, control, desk }
}

async function refusing<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    if (cause instanceof z.ZodError) throw new OtsError('OTS_USAGE', z.prettifyError(cause), { cause })
    if (!(cause instanceof RpcError)) throw cause
    throw new OtsError('OTS_REQUEST_REFUSED', `${cause.status}: ${cause.message}`, {
      cause,
      hint: 'Not known to have been done: look at "ots orders" and at the log of the leaders, then ask again.',
    })
  }
}
