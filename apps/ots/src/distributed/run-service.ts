/**
 * One service as a process of its own, from its environment to its exit code. Its health can be asked from the first
 * moment on; what it cannot go on from ends it with a message, and starting again is the recovery.
 */
import { hostname } from 'node:os'
import { FencedWriter, NO_CRASH_POINTS } from '@oasis/ports'
import {
  createLifecycle,
  createLogger,
  createMetrics,
  createProcessWatch,
  createRealScheduler,
  describeError,
  OtsError,
} from '@oasis/runtime'
import { crashAt } from '../composition/crash-at.ts'
import { prepareDataFolder } from '../composition/data-folder.ts'
import { certificateFiles } from '../config/certificate-files.ts'
import { readKafkaEnvironment } from '../config/kafka-environment.ts'
import type { LoadedConfig } from '../config/load-config.ts'
import { loadServiceConfig } from '../config/load-service-config.ts'
import { accountOf } from '../config/schema.ts'
import {
  readServiceEnvironment,
  type ServiceEnvironment,
  type ServiceName,
} from '../config/service-environment.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { HOSTINGS } from './hostings/hostings.ts'
import type { InterposedPorts } from './interposed.ts'
import { endLeading } from './leadership.ts'
import { openAdapters } from './open-adapters.ts'
import { createOperationsServer } from './operations-server.ts'
import { ProcessState } from './process-state.ts'
import type { ServiceContext } from './service-context.ts'

type Env = Readonly<Record<string, string | undefined>>

export interface RunServiceOptions {
  readonly env: Env
  /** Resolves when the process is told to stop. */
  readonly untilTold: () => Promise<void>
  /** Ends the process in this very turn, whatever it is doing. */
  readonly exit: (code: ExitCode) => void
  readonly interposed?: InterposedPorts
}

/** Of its time for stopping, what the services have; the rest is for what they were given. */
const SERVICES_SHARE = 0.8

/** Resolves when it was told to stop and has. Rejects with what it cannot go on from. */
export async function runService(name: ServiceName, options: RunServiceOptions): Promise<void> {
  const { env, untilTold, exit, interposed = {} } = options
  const environment = readServiceEnvironment(env, name)
  const loaded = await loadServiceConfig(environment, env, interposed.strategyTypes)
  const failing = Promise.withResolvers<never>()
  failing.promise.catch(() => {})
  const context = contextOf(name, environment, loaded, {
    ...{ env, exit, interposed },
    onFatal: failing.reject,
  })
  const { state, logger, resources, metrics } = context
  const { OTS_HTTP_HOST: host, OTS_HTTP_PORT: port, OTS_STOP_TIMEOUT_MS: stopTimeoutMs } = environment
  const operations = createOperationsServer({ service: name, host, port, state, metrics, logger })
  resources.defer(() => operations.close())
  const watch = processWatch(name, context, env)
  resources.defer(() => watch.stop())
  const late = () => {
    tell(new OtsError('OTS_STOP_TIMEOUT', `${name} did not stop within ${stopTimeoutMs} ms`))
    exit(EXIT.FAILED)
  }
  const ending = () => {
    state.enter('STOPPING', 'finishing what is under way')
    context.stop.abort(new Error(`${name} is to stop`))
    setTimeout(late, stopTimeoutMs).unref()
  }
  try {
    logger.info({ address: await operations.listen() }, 'health and metrics are served')
    await watch.start()
    const told = untilTold()
    void told.then(ending)
    await serve(name, context, told, failing.promise)
  } finally {
    ending()
    await resources.disposeAsync()
  }
}

async function serve(
  name: ServiceName,
  context: ServiceContext,
  told: Promise<void>,
  failing: Promise<never>,
): Promise<void> {
  const { environment, scheduler, logger, state, stopping } = context
  const unlessTold = async <T>(work: Promise<T>): Promise<T | undefined> => {
    // What it comes to after the end is no news.
    work.catch(() => {})
    try {
      return await Promise.race([work, failing, told.then(() => undefined)])
    } catch (error) {
      if (error === stopping.reason) return undefined
      throw error
    }
  }
  const hosted = await unlessTold(HOSTINGS[name](context))
  if (hosted === undefined) return
  const stopTimeoutMs = environment.OTS_STOP_TIMEOUT_MS * SERVICES_SHARE
  const lifecycle = createLifecycle({ services: hosted.services, scheduler, logger, stopTimeoutMs })
  state.watch(() => lifecycle.health())
  try {
    await unlessTold(lifecycle.start())
    if (stopping.aborted) return
    state.enter('RUNNING', 'serving')
    await unlessTold(failing)
  } finally {
    await lifecycle.stop()
  }
}

interface Controls {
  readonly env: Env
  readonly exit: RunServiceOptions['exit']
  readonly interposed: InterposedPorts
  readonly onFatal: (error: unknown) => void
}

function contextOf(
  name: ServiceName,
  environment: ServiceEnvironment,
  { config, trading }: LoadedConfig,
  { env, exit, interposed, onFatal }: Controls,
): ServiceContext & { readonly stop: AbortController } {
  const kafka = readKafkaEnvironment(env)
  const { mode } = accountOf(config)
  const { logLevel: level } = config
  const logger = createLogger({ level, pretty: process.stderr.isTTY, fields: { process: name, mode } })
  const [scheduler, metrics, state, stop] = [
    createRealScheduler(),
    createMetrics(),
    new ProcessState(),
    new AbortController(),
  ]
  const holder = `${name}@${hostname()}:${process.pid}`
  const shared = { environment, config, scheduler, logger, metrics, onFatal }
  const adapters = openAdapters({ ...shared, kafka, holder })
  return {
    ...shared,
    ...{ trading, state, stop, stopping: stop.signal, interposed },
    random: Math.random,
    crashPoints: interposed.crashPoints ?? crashAt(env.OTS_CRASH_AT) ?? NO_CRASH_POINTS,
    adapters: interposed.adapters?.(adapters) ?? adapters,
    resources: new AsyncDisposableStack(),
    onLeaseLost: (error, last) => {
      tell(error)
      if (last !== undefined) state.enter('STOPPING', 'it leads no more, and finishes a halt')
      endLeading(scheduler, last, () => exit(EXIT.LEADS_NO_MORE))
    },
  }
}

function processWatch(name: ServiceName, context: ServiceContext, env: Env) {
  const { environment, config, metrics, scheduler, logger, state } = context
  const certificates = certificateFiles(env).map(({ path }) => path)
  return createProcessWatch({
    ...{ metrics, scheduler, logger, certificates },
    health: () => state.health(),
    folders:
      name === 'order-manager' ? [prepareDataFolder(environment.OTS_DATA_DIR ?? config.dataDir, '')] : [],
  })
}

const tell = (error: unknown): void => void process.stderr.write(`${describeError(error)}\n`)

/** By what a process ended, and so whether starting it again is of any use. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof FencedWriter) return EXIT.LEADS_NO_MORE
  if (!(error instanceof OtsError)) return EXIT.FAILED
  switch (error.code) {
    case 'OTS_CONFIG_INVALID':
    case 'OTS_CONFIG_UNREADABLE':
    case 'OTS_USAGE':
    case 'OTS_REAL_REFUSED':
    case 'OTS_KEY_REFUSED':
    case 'OTS_DATABASE_TAKEN':
    case 'OTS_TLS_UNUSABLE':
      return EXIT.MISCONFIGURED
    case 'OTS_LEASE_LOST':
    case 'OTS_WRITER_FENCED':
      return EXIT.LEADS_NO_MORE
    default:
      return EXIT.FAILED
  }
}
