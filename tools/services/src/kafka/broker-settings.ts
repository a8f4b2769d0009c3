/** server.properties of one broker that is its own controller, or one of three. */
import type { Certificates } from '../certificates.ts'

export interface SaslOptions {
  readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'
  readonly username: string
  readonly password: string
}

export interface TlsOptions {
  /** Brokers present a certificate that has been out of date for a day. */
  readonly expired?: boolean
  /** Clients must present a certificate of the same authority. */
  readonly clientCertificates?: boolean
}

/** Ports of one broker: a plain listener always, the others where asked for. */
export interface BrokerPorts {
  readonly plain: number
  readonly controller: number
  readonly sasl: number
  readonly tls: number
  readonly saslTls: number
}

export interface BrokerSettings {
  readonly nodeId: number
  readonly folder: string
  readonly ports: BrokerPorts
  /** Of every node, by node id less one. */
  readonly controllerPorts: readonly number[]
  readonly sasl?: SaslOptions | undefined
  readonly tls?: (TlsOptions & { readonly certificates: Certificates }) | undefined
  readonly overrides?: Readonly<Record<string, string>> | undefined
}

interface Listener {
  readonly name: string
  readonly protocol: 'PLAINTEXT' | 'SASL_PLAINTEXT' | 'SSL' | 'SASL_SSL'
  readonly port: number
}

export function brokerProperties(settings: BrokerSettings): string {
  const properties = {
    ...clusterProperties(settings),
    ...replicationProperties(settings.controllerPorts.length),
    ...frugality(),
    ...settings.overrides,
  }
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')
}

function clusterProperties(settings: BrokerSettings): Record<string, string> {
  const { nodeId, folder, ports, controllerPorts } = settings
  const listeners = listenersOf(settings)
  const addresses = listeners.map(({ name, port }) => `${name}://127.0.0.1:${port}`)
  return {
    'process.roles': 'broker,controller',
    'node.id': String(nodeId),
    'controller.quorum.voters': controllerPorts.map((port, n) => `${n + 1}@127.0.0.1:${port}`).join(','),
    listeners: [...addresses, `CONTROLLER://127.0.0.1:${ports.controller}`].join(','),
    'advertised.listeners': addresses.join(','),
    'listener.security.protocol.map': [
      'CONTROLLER:PLAINTEXT',
      ...listeners.map(({ name, protocol }) => `${name}:${protocol}`),
    ].join(','),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAIN',
    'log.dirs': `${folder}/data`,
    // Topics come from the registry; a misspelt one must not appear by itself.
    'auto.create.topics.enable': 'false',
    ...saslProperties(settings),
    ...tlsProperties(settings),
  }
}

function listenersOf({ ports, sasl, tls }: BrokerSettings): Listener[] {
  return [
    { name: 'PLAIN', protocol: 'PLAINTEXT', port: ports.plain },
    ...(sasl ? [{ name: 'SASL', protocol: 'SASL_PLAINTEXT', port: ports.sasl } as const] : []),
    ...(tls ? [{ name: 'TLS', protocol: 'SSL', port: ports.tls } as const] : []),
    ...(sasl && tls ? [{ name: 'SASLTLS', protocol: 'SASL_SSL', port: ports.saslTls } as const] : []),
  ]
}

function saslProperties({ sasl, tls }: BrokerSettings): Record<string, string> {
  if (sasl === undefined) return {}
  const { mechanism, username, password } = sasl
  // SCRAM's passwords are written into the storage when it is formatted; PLAIN's stand in the listener's own line.
  const login =
    mechanism === 'PLAIN'
      ? `org.apache.kafka.common.security.plain.PlainLoginModule required user_${username}="${password}";`
      : 'org.apache.kafka.common.security.scram.ScramLoginModule required;'
  const key = mechanism.toLowerCase()
  return {
    'sasl.enabled.mechanisms': mechanism,
    [`listener.name.sasl.${key}.sasl.jaas.config`]: login,
    ...(tls ? { [`listener.name.sasltls.${key}.sasl.jaas.config`]: login } : {}),
  }
}

function tlsProperties({ tls }: BrokerSettings): Record<string, string> {
  if (tls === undefined) return {}
  const { certificates } = tls
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': tls.expired ? certificates.expired.bundlePath : certificates.server.bundlePath,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': certificates.authority.certificatePath,
    ...(tls.clientCertificates ? { 'ssl.client.auth': 'required' } : {}),
  }
}

function replicationProperties(nodes: number): Record<string, string> {
  const factor = String(nodes)
  // With one of three lost, acks=all goes on.
  const minIsr = nodes > 2 ? '2' : '1'
  return {
    'default.replication.factor': factor,
    'min.insync.replicas': minIsr,
    'offsets.topic.replication.factor': factor,
    'transaction.state.log.replication.factor': factor,
    'transaction.state.log.min.isr': minIsr,
    'share.coordinator.state.topic.replication.factor': factor,
    'share.coordinator.state.topic.min.isr': minIsr,
    'group.initial.rebalance.delay.ms': '0',
  }
}

/** For little memory and a quick start and end. */
function frugality(): Record<string, string> {
  return {
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.num.partitions': '4',
    'share.coordinator.state.topic.num.partitions': '4',
    'num.network.threads': '2',
    'num.io.threads': '4',
    'log.cleaner.dedupe.buffer.size': '4194304',
    'controlled.shutdown.max.retries': '1',
  }
}
