/** How brokers are reached: addresses, TLS and SASL, in our own words and in the driver's. */
import { isIP } from 'node:net'
import { OtsError, type Secret } from '@oasis/runtime'
import type { Broker, ConnectionOptions } from '@platformatic/kafka'

export interface KafkaTls {
  /** PEM; without it, the authorities that Node.js trusts. */
  readonly ca?: string
  /** PEM of this client, where brokers ask for one (mTLS). */
  readonly cert?: string
  readonly key?: Secret
}

export interface KafkaSasl {
  readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'
  readonly username: string
  readonly password: Secret
}

export interface KafkaConnection {
  /** `host:port`, several separated by commas; enough of them to find the others. */
  readonly brokers: string
  /** Shows in the broker's logs and quotas. */
  readonly clientId: string
  readonly tls?: KafkaTls
  readonly sasl?: KafkaSasl
}

const DEFAULT_PORT = 9092

/** Throws `OTS_CONFIG_INVALID`. */
export function parseBrokers(text: string): readonly Broker[] {
  const brokers = text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map(parseBroker)
  if (brokers.length > 0) return brokers
  throw new OtsError('OTS_CONFIG_INVALID', 'no Kafka broker is named', {
    hint: 'Give at least one as host:port, several separated by commas (OTS_KAFKA_BROKERS or --brokers).',
  })
}

function parseBroker(text: string): Broker {
  const match = /^(?:\[([^\]]+)\]|([^:\s]+))(?::(\d{1,5}))?$/.exec(text)
  const host = match?.[1] ?? match?.[2]
  const port = match?.[3] === undefined ? DEFAULT_PORT : Number(match[3])
  if (host !== undefined && port >= 1 && port <= 65_535) return { host, port }
  throw new OtsError('OTS_CONFIG_INVALID', `"${text}" is not the address of a Kafka broker`, {
    hint: 'Write it as host:port, like broker-1.example.com:9092.',
  })
}

export interface PoolTimeouts {
  readonly connectTimeoutMs: number
  readonly requestTimeoutMs: number
  readonly maxInFlight: number
}

export function toDriverOptions(connection: KafkaConnection, timeouts: PoolTimeouts): ConnectionOptions {
  const { tls, sasl } = connection
  return {
    connectTimeout: timeouts.connectTimeoutMs,
    requestTimeout: timeouts.requestTimeoutMs,
    maxInflights: timeouts.maxInFlight,
    ...(tls === undefined ? {} : { tls: toTlsOptions(tls), tlsServerName: namesAreHosts(connection) }),
    ...(sasl === undefined
      ? {}
      : {
          sasl: {
            mechanism: sasl.mechanism,
            username: sasl.username,
            password: () => sasl.password.reveal(),
          },
        }),
  }
}

function toTlsOptions({ ca, cert, key }: KafkaTls) {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key: key.reveal() }),
  }
}

/** TLS sends a server name, but never an IP address. */
function namesAreHosts({ brokers }: KafkaConnection): boolean {
  return parseBrokers(brokers).every(({ host }) => isIP(host) === 0)
}
