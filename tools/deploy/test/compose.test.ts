/** deploy/compose against the Compose specification, against itself, and against what the services read. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readKafkaEnvironment, readServiceEnvironment, SERVICE_NAMES, type ServiceName } from '@oasis/ots'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { REPOSITORY_ROOT } from '../../repository/repository.ts'
import {
  COMPOSE_FILE,
  COMPOSE_SCHEMA,
  type ComposeFile,
  type ComposeService,
  interpolate,
  parseCompose,
  parseComposeYaml,
  parseEnvFile,
} from '../compose/compose-file.ts'
import { referenceFaults } from '../compose/reference-faults.ts'

const read = (path: string): string => readFileSync(join(REPOSITORY_ROOT, path), 'utf8')
const FOLDER = join(REPOSITORY_ROOT, 'deploy/compose')
const text = read(COMPOSE_FILE)

let scratch: string
let secrets: Record<string, string>
let compose: ComposeFile
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'ots-compose-'))
  execFileSync('sh', [join(FOLDER, 'new-secrets.sh'), join(scratch, '.env')])
  secrets = parseEnvFile(readFileSync(join(scratch, '.env'), 'utf8'))
  compose = parseCompose(text, secrets)
})
afterAll(() => rmSync(scratch, { recursive: true }))

/** Services of ours with the name that `ots service` takes. */
const ours = (): (readonly [string, ServiceName, ComposeService])[] =>
  Object.entries(compose.services).flatMap(([name, service]) => {
    const known = SERVICE_NAMES.find((each) => each === service.command[1])
    return service.command[0] === 'service' && known !== undefined ? [[name, known, service] as const] : []
  })
const portOf = (service: ComposeService, variable: string) => service.environment[variable]

describe('the schema of the Compose specification', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
    JSON.parse(read(COMPOSE_SCHEMA)),
  )

  test('takes the file, as it is and with the secrets put in', () => {
    expect([validate(parseComposeYaml(text)), validate.errors]).toEqual([true, null])
    expect([validate(parseComposeYaml(interpolate(text, secrets))), validate.errors]).toEqual([true, null])
  })

  test('would find a misspelled key', () => {
    expect(validate({ services: { a: { image: 'i', read_onyl: true } } })).toBe(false)
  })
})

test('everything that is named exists, and everything that exists is named', () => {
  expect(referenceFaults(compose)).toEqual([])
})

test('what does not exist is found', () => {
  const broken = structuredClone(compose)
  const api = broken.services['control-center-api']
  api?.networks.push('elsewhere')
  api?.volumes.push('lost:/lost')
  if (api) api.depends_on.nobody = { condition: 'service_started', required: true }
  expect(referenceFaults(broken)).toEqual([
    'control-center-api: there is no network elsewhere',
    'control-center-api: there is no volume lost',
    'control-center-api: there is no service nobody',
  ])
})

test('files that are mounted are there', () => {
  const mounted = Object.values(compose.services).flatMap(({ volumes }) => volumes)
  const files = Object.values(compose.configs).map(({ file }) => file)
  const paths = [
    ...mounted.filter((volume) => volume.startsWith('.')).map((volume) => volume.split(':')[0] ?? ''),
    ...files,
  ]
  expect(paths.length).toBeGreaterThan(4)
  for (const path of paths) expect([path, existsSync(join(FOLDER, path))]).toEqual([path, true])
})

describe('the services', () => {
  test('are all there, risk engine and order manager twice', () => {
    const names = ours().map(([, name]) => name)
    expect(names.toSorted()).toEqual([...SERVICE_NAMES, 'order-manager', 'risk-engine'].toSorted())
  })

  test('are told what they need, and nothing that they would refuse', () => {
    for (const [, name, { environment }] of ours()) {
      expect(() => readServiceEnvironment(environment, name)).not.toThrow()
      expect(readKafkaEnvironment(environment).brokers).toBe('kafka-1:9092')
    }
  })

  test('know no secret that they have no use for', () => {
    const holders = (variable: string) =>
      new Set(ours().flatMap(([, name, { environment }]) => (variable in environment ? [name] : [])))
    expect(holders('OTS_APPROVAL_KEYS')).toEqual(new Set(['risk-engine', 'order-manager']))
    expect(holders('OTS_CONTROL_CENTER_SECRET')).toEqual(new Set(['control-center-api']))
    for (const variable of ['OTS_POSTGRES_URL', 'OTS_REDIS_URL', 'OTS_RPC_TOKEN']) {
      expect(holders(variable)).not.toContain('market-connector')
      expect(holders(variable)).not.toContain('data-normalizer')
    }
  })

  test('listen where they are looked for', () => {
    const listening = new Map<string, (string | undefined)[]>()
    for (const [name, , service] of ours()) {
      listening.set(
        name,
        ['OTS_HTTP_PORT', 'OTS_RPC_PORT', 'OTS_API_PORT'].map((each) => portOf(service, each)),
      )
    }
    const looked = ours().flatMap(([, , { environment }]) => {
      const rpc = [environment.OTS_RISK_ENGINE_ADDRESSES, environment.OTS_ORDER_MANAGER_ADDRESSES].join(',')
      const http = (environment.OTS_SERVICES ?? '').replaceAll(/[\w-]+=http:\/\//g, '')
      return `${rpc},${http}`.split(',').filter(Boolean)
    })
    expect(new Set(looked).size).toBe(4 + ours().length - 1)
    for (const address of looked) {
      const [host = '', port] = address.split(':')
      expect([address, listening.get(host)]).toEqual([address, expect.arrayContaining([port])])
    }
  })

  test('are scraped where they tell of themselves', () => {
    const { scrape_configs } = parse(read('deploy/prometheus/prometheus.yaml'))
    const [{ static_configs, dns_sd_configs }] = scrape_configs
    const targets = static_configs.flatMap(({ targets }: { targets: string[] }) => targets)
    const found = dns_sd_configs.flatMap(({ names, port }: { names: string[]; port: number }) =>
      names.map((name) => `${name}:${port}`),
    )
    expect([...targets, ...found].toSorted()).toEqual(
      ours()
        .map(([name, , service]) => `${name}:${portOf(service, 'OTS_HTTP_PORT')}`)
        .toSorted(),
    )
  })

  test('have a page on this machine alone', () => {
    for (const { ports } of Object.values(compose.services))
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
    const api = compose.services['control-center-api']
    expect(api?.ports).toEqual([`127.0.0.1:8080:${api?.environment.OTS_API_PORT}`])
  })
})

describe('containers', () => {
  test('gain no rights, are limited in memory, start again and say how they are', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect({ name, ...service }).toMatchObject({
        name,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        mem_limit: expect.stringMatching(/^\d+[mg]$/),
        restart: name === 'topics' ? 'on-failure' : 'unless-stopped',
        healthcheck: expect.anything(),
      })
    }
  })

  test('have a root that they cannot write to, Kafka apart', () => {
    const writable = Object.entries(compose.services).filter(([, service]) => service.read_only !== true)
    expect(writable.map(([name]) => name)).toEqual(['kafka-1', 'kafka-2', 'kafka-3'])
  })

  test('cannot reach out, the connector and the order managers apart', () => {
    expect(compose.networks).toMatchObject({
      backbone: { internal: true },
      desk: { driver_opts: { 'com.docker.network.bridge.enable_ip_masquerade': 'false' } },
    })
    const outside = Object.entries(compose.services).filter(([, { networks }]) =>
      networks.includes('outside'),
    )
    expect(outside.map(([name]) => name).toSorted()).toEqual([
      'market-connector',
      'order-manager',
      'order-manager-standby',
    ])
  })
})

describe('secrets', () => {
  test('have no default: without each of them nothing starts, and it says what to do', () => {
    for (const name of Object.keys(secrets)) {
      const without = { ...secrets, [name]: '' }
      expect(() => parseCompose(text, without)).toThrow(
        `${name} is not set: run deploy/compose/new-secrets.sh`,
      )
    }
  })

  test('are long, readable for their owner alone, each another, and never overwritten', () => {
    expect(statSync(join(scratch, '.env')).mode & 0o777).toBe(0o600)
    const values = Object.values(secrets)
    expect(new Set(values).size).toBe(values.length)
    for (const value of values) expect(value.length).toBeGreaterThanOrEqual(22)
    const again = () =>
      execFileSync('sh', [join(FOLDER, 'new-secrets.sh'), join(scratch, '.env')], { stdio: 'pipe' })
    expect(again).toThrow('is there already')
    expect(parseEnvFile(readFileSync(join(scratch, '.env'), 'utf8'))).toEqual(secrets)
  })

  test('stand in no file of the repository', () => {
    expect(text.match(/(?:PASSWORD|TOKEN|KEYS|SECRET)\w*: (?!\$\{\w+:\?)\S+/g)).toBeNull()
  })
})

describe('variants', () => {
  const variant = (file: string) =>
    parseCompose(text, { ...secrets, ...parseEnvFile(read(`deploy/compose/${file}`)) })

  test('with three brokers, everyone knows all of them and each record is on three', () => {
    const { services } = variant('three-brokers.env')
    const { environment: kafka } = services['kafka-3'] ?? {}
    expect(kafka).toMatchObject({
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '3',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '2',
    })
    const voters = (kafka?.KAFKA_CONTROLLER_QUORUM_VOTERS ?? '').split(',')
    const brokers = (services['risk-engine']?.environment.OTS_KAFKA_BROKERS ?? '').split(',')
    const named = Object.entries(services).filter(([name]) => name.startsWith('kafka-'))
    expect(voters).toEqual(
      named.map(([name, { environment }]) => `${environment.KAFKA_NODE_ID}@${name}:9093`),
    )
    expect(brokers).toEqual(named.map(([name]) => `${name}:9092`))
  })

  test('with the simulator, the market is at its address', () => {
    const { services } = variant('simulator.env')
    const port = services['coinbase-simulator']?.command[4]
    expect(services['market-connector']?.environment).toMatchObject({
      OTS_COINBASE_REST_URL: `http://coinbase-simulator:${port}`,
      OTS_COINBASE_WS_URL: `ws://coinbase-simulator:${port}`,
    })
  })

  test('images of others are taken by digest as soon as there is one', () => {
    const digests = parseEnvFile(read('deploy/images.env'))
    const pinned = parseCompose(text, {
      ...secrets,
      ...Object.fromEntries(Object.keys(digests).map((name) => [name, `sha256:${name}`])),
    })
    for (const { image } of Object.values(pinned.services))
      expect(image).toMatch(/^ots:local$|@sha256:[A-Z]+_DIGEST$/)
  })
})
