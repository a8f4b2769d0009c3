/**
 * Apache Kafka without ZooKeeper, one broker or three, each a controller as well. Topics are never created
 * by themselves.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Certificates, createCertificates } from '../certificates.ts'
import { freePorts } from '../free-ports.ts'
import { provideProgram } from '../provision/debian-packages.ts'
import { JAVA } from '../provision/programs.ts'
import { newRunFolder } from '../run-folder.ts'
import { type Server, ServerProcess, type SingleServer } from '../server.ts'
import { waitUntil } from '../wait-until.ts'
import {
  type BrokerPorts,
  type BrokerSettings,
  brokerProperties,
  type SaslOptions,
  type TlsOptions,
} from './broker-settings.ts'
import { formatStorage, JAVA_OPTIONS } from './format-storage.ts'
import { kafkaLibraries } from './kafka-libraries.ts'
import { brokersSeenBy } from './metadata-request.ts'

export interface KafkaOptions {
  /** One, or three: then each topic may have three replicas, and one broker may be lost. */
  readonly nodes?: 1 | 3
  /** A further listener that asks for this user; with `tls` a third one that asks over TLS. */
  readonly sasl?: SaslOptions
  /** A further listener with TLS. */
  readonly tls?: TlsOptions
  /** Further lines of server.properties, such as `message.max.bytes`. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface KafkaBroker extends SingleServer {
  readonly nodeId: number
  /** Of its plain listener. */
  readonly address: string
}

export interface Kafka extends Server {
  /** `127.0.0.1:port,…` of the plain listeners: no user, no encryption. */
  readonly brokers: string
  /** The same of the listeners that were asked for. */
  readonly saslBrokers: string | undefined
  readonly tlsBrokers: string | undefined
  readonly saslTlsBrokers: string | undefined
  /** What clients of the TLS listeners trust and may present. */
  readonly certificates: Certificates | undefined
  /** Each by itself: to stop, kill or hold up one of three. */
  readonly nodes: readonly KafkaBroker[]
}

const LOG_SETTINGS = fileURLToPath(new URL('./log4j2.properties', import.meta.url))
const READY_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 10_000
const ASK_TIMEOUT_MS = 1_000

export async function startKafka(options: KafkaOptions = {}): Promise<Kafka> {
  const { nodes = 1, sasl, tls, settings: overrides } = options
  const java = await provideProgram(JAVA)
  const libraries = await kafkaLibraries()
  const certificates = tls ? await createCertificates() : undefined
  const ports = await portsOf(nodes)
  const settings = ports.map(
    (own, n): BrokerSettings => ({
      nodeId: n + 1,
      folder: newRunFolder(`kafka-${n + 1}`),
      ports: own,
      controllerPorts: ports.map(({ controller }) => controller),
      sasl,
      tls: tls && certificates ? { ...tls, certificates } : undefined,
      overrides,
    }),
  )
  for (const each of settings) writeFileSync(join(each.folder, 'server.properties'), brokerProperties(each))
  await formatStorage(java, libraries, settings)
  const brokers = settings.map((each) => brokerOf(java, libraries, each))
  const cluster = clusterOf(brokers)
  await cluster.restart()
  const addresses = (kind: keyof BrokerPorts): string =>
    ports.map((each) => `127.0.0.1:${each[kind]}`).join(',')
  return {
    ...cluster,
    brokers: addresses('plain'),
    saslBrokers: sasl ? addresses('sasl') : undefined,
    tlsBrokers: tls ? addresses('tls') : undefined,
    saslTlsBrokers: sasl && tls ? addresses('saslTls') : undefined,
    certificates,
    nodes: brokers,
  }
}

async function portsOf(nodes: number): Promise<BrokerPorts[]> {
  return Promise.all(
    Array.from({ length: nodes }, async () => {
      const [plain, controller, sasl, tls, saslTls] = (await freePorts(5)) as [
        number,
        number,
        number,
        number,
        number,
      ]
      return { plain, controller, sasl, tls, saslTls }
    }),
  )
}

function brokerOf(java: string, libraries: string, { nodeId, folder, ports }: BrokerSettings): KafkaBroker {
  mkdirSync(join(folder, 'data'), { recursive: true })
  const server = new ServerProcess({
    name: `Kafka broker ${nodeId}`,
    command: java,
    args: [
      ...JAVA_OPTIONS,
      `-Dlog4j2.configurationFile=${LOG_SETTINGS}`,
      ...['-cp', `${libraries}/*`, 'kafka.Kafka', join(folder, 'server.properties')],
    ],
    folder,
    logFile: join(folder, `kafka-${nodeId}.log`),
    ready: async () => (await brokersSeenBy(ports.plain, ASK_TIMEOUT_MS)).includes(nodeId),
    readyWithinMs: READY_WITHIN_MS,
    stopSignal: 'SIGTERM',
    stopWithinMs: STOP_WITHIN_MS,
  })
  return Object.assign(server, { nodeId, address: `127.0.0.1:${ports.plain}` })
}

function clusterOf(brokers: readonly KafkaBroker[]): Server {
  const each = async (act: (broker: KafkaBroker) => Promise<void>): Promise<void> => {
    await Promise.all(brokers.map(act))
  }
  return {
    stop: () => each((broker) => broker.stop()),
    kill: () => each((broker) => broker.kill()),
    pause: () => brokers.forEach((broker) => void broker.pause()),
    resume: () => brokers.forEach((broker) => void broker.resume()),
    log: () => brokers.map((broker) => broker.log()).join('\n'),
    async restart() {
      await each((broker) => broker.stop())
      await each((broker) => broker.restart())
      await waitUntil(
        async () =>
          (await Promise.all(brokers.map((broker) => seenBy(broker)))).every(
            (seen) => seen === brokers.length,
          ),
        READY_WITHIN_MS,
        () => `not all of ${brokers.length} Kafka brokers have found each other within ${READY_WITHIN_MS} ms`,
      )
    },
  }
}

const seenBy = async ({ address }: KafkaBroker): Promise<number> =>
  (await brokersSeenBy(Number(address.split(':')[1]), ASK_TIMEOUT_MS)).length
