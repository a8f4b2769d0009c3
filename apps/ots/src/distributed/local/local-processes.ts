/** Which processes a distributed system on one machine has, and what each is told. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import type { ServiceName } from '../../config/service-environment.ts'
import type { ProcessSpec } from './managed-process.ts'

export interface LocalSystemOptions {
  readonly kafkaBrokers: string
  readonly postgresUrl: string
  readonly redisUrl: string
  /** Where the market and, for the venue "coinbase", the orders are. */
  readonly venue: { readonly restUrl: string; readonly wsUrl: string; readonly userWsUrl: string }
  readonly source: 'live' | 'simulator'
  /** Orders go to the venue, too, by this key, which the order managers alone are told of; else to the paper venue. */
  readonly keyFile?: string
  /** Of the halt latch. */
  readonly dataDir: string
  /** Of each service; two of order-manager and risk-engine by default: a leader and a standby. */
  readonly counts?: Partial<Readonly<Record<ServiceName, number>>>
  /** Given to every process, over what is made here. */
  readonly env?: Readonly<Record<string, string>>
  /** Of API and page; 0 takes a free one. */
  readonly pagePort?: number
}

const COUNTS: Readonly<Record<ServiceName, number>> = {
  'order-manager': 2,
  'risk-engine': 2,
  'strategy-framework': 1,
  'data-normalizer': 1,
  'market-connector': 1,
  auditor: 1,
  'control-center-api': 1,
}

/** In the order of starting, those that look at others last; stopped in groups the other way round. */
const ORDER: readonly ServiceName[] = [
  'order-manager',
  'risk-engine',
  'data-normalizer',
  'strategy-framework',
  'market-connector',
  'auditor',
  'control-center-api',
]

export interface LocalProcesses {
  readonly specs: readonly ProcessSpec[]
  /** Of API and page. */
  readonly page: string
  /** What an `ots` command needs to be told, to steer this system from another terminal. */
  readonly operator: Readonly<Record<string, string>>
  /** One more, of a service that may have several. */
  another(service: ServiceName): Promise<ProcessSpec>
}

export async function localProcesses(options: LocalSystemOptions): Promise<LocalProcesses> {
  const counts = { ...COUNTS, ...options.counts }
  const rpcPorts = {
    'order-manager': await freePorts(counts['order-manager']),
    'risk-engine': await freePorts(counts['risk-engine']),
  }
  const pagePort = options.pagePort || (await freePort())
  const secret = { OTS_CONTROL_CENTER_SECRET: randomBytes(32).toString('hex') }
  const shared = sharedEnvironment(options, {
    OTS_ORDER_MANAGER_ADDRESSES: addresses(rpcPorts['order-manager']),
    OTS_RISK_ENGINE_ADDRESSES: addresses(rpcPorts['risk-engine']),
  })
  const made = new Map<ServiceName, number>()
  const specs: ProcessSpec[] = []
  const peers = () => {
    const others = specs.filter(({ service }) => service !== 'control-center-api')
    return { OTS_SERVICES: others.map(({ name, url }) => `${name}=${url}`).join(',') }
  }

  const spec = async (service: ServiceName): Promise<ProcessSpec> => {
    const nth = (made.get(service) ?? 0) + 1
    made.set(service, nth)
    const name = counts[service] > 1 || nth > 1 ? `${service}-${nth}` : service
    const httpPort = await freePort()
    const rpcPort =
      service === 'order-manager' || service === 'risk-engine' ? rpcPorts[service][nth - 1] : undefined
    return {
      name,
      service,
      url: `http://127.0.0.1:${httpPort}`,
      env: {
        ...shared,
        OTS_HTTP_PORT: String(httpPort),
        ...(rpcPort === undefined ? {} : { OTS_RPC_PORT: String(rpcPort) }),
        ...(service === 'strategy-framework' ? { OTS_HOST_ID: name } : {}),
        ...(service === 'order-manager' && options.keyFile ? { OTS_COINBASE_KEY_FILE: options.keyFile } : {}),
        // Only the one that leads listens: all of them have one address.
        ...(service === 'control-center-api'
          ? { ...secret, ...peers(), OTS_API_PORT: String(pagePort) }
          : {}),
        ...options.env,
      },
    }
  }

  for (const service of ORDER) for (let i = 0; i < counts[service]; i++) specs.push(await spec(service))
  return {
    specs,
    page: `http://127.0.0.1:${pagePort}`,
    operator: { ...shared, ...secret, ...options.env, OTS_HTTP_PORT: String(pagePort) },
    another: (service) => spec(service),
  }
}

function sharedEnvironment(
  options: LocalSystemOptions,
  addresses: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    ...addresses,
    OTS_KAFKA_BROKERS: options.kafkaBrokers,
    OTS_POSTGRES_URL: options.postgresUrl,
    OTS_REDIS_URL: options.redisUrl,
    // Of this start alone: everything that knows them ends with it.
    OTS_RPC_TOKEN: randomBytes(24).toString('hex'),
    OTS_APPROVAL_KEYS: `local:${randomBytes(32).toString('hex')}`,
    OTS_COINBASE_REST_URL: options.venue.restUrl,
    OTS_COINBASE_WS_URL: options.venue.wsUrl,
    OTS_COINBASE_USER_WS_URL: options.venue.userWsUrl,
    OTS_SOURCE: options.source,
    OTS_VENUE: options.keyFile === undefined ? 'paper' : 'coinbase',
    OTS_DATA_DIR: options.dataDir,
  }
}

const addresses = (ports: readonly number[]): string => ports.map((port) => `127.0.0.1:${port}`).join(',')

async function freePorts(count: number): Promise<readonly number[]> {
  const ports: number[] = []
  while (ports.length < count) ports.push(await freePort())
  return ports
}

const taken = new Set<number>()
/**
 * Below those that the kernel hands out to outgoing connections (from 32768): a process that died finds its own port free
 * when it is started again. Of two systems that start at the same moment each draws from a share of its own, as a rule.
 */
const PORTS = { from: 20_000, shares: 24, share: 500 }

/** Nobody's at this moment, and given once. */
async function freePort(): Promise<number> {
  for (;;) {
    const nth = (process.pid % PORTS.shares) * PORTS.share + Math.floor(Math.random() * PORTS.share)
    const port = PORTS.from + nth
    if (taken.has(port) || !(await isFree(port))) continue
    taken.add(port)
    return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
