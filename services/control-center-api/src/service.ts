/** Wiring: users, sessions, audit log, commands and views behind one HTTP server. */
import type { ControlCenterStore, Logger, Scheduler } from '@oasis/ports'
import { type HealthReport, type MetricsRegistry, OtsError, type Secret, type Service } from '@oasis/runtime'
import type { FastifyInstance } from 'fastify'
import { AuditedWriter, type AuditHeadExport } from './audit/audited-writer.ts'
import { AccessMemory } from './auth/access-memory.ts'
import { AccessTokens } from './auth/access-tokens.ts'
import { ApiTokens } from './auth/api-tokens.ts'
import { Authenticator } from './auth/authenticator.ts'
import { derivedKey } from './auth/derived-keys.ts'
import { Passwords } from './auth/passwords.ts'
import { Sessions } from './auth/sessions.ts'
import { type NewPassword, UserAdministration } from './auth/user-administration.ts'
import type { ControlCenterConfig } from './config.ts'
import type { ListedRoute } from './http/access.ts'
import { type App, createApp } from './http/create-app.ts'
import { Pager } from './http/pages.ts'
import type { ApiRoute } from './http/route.ts'
import { auditRoutes } from './routes/audit.ts'
import { authRoutes } from './routes/auth.ts'
import { openapiRoute } from './routes/openapi.ts'
import { operationalRoutes } from './routes/operational.ts'
import { userRoutes } from './routes/users.ts'

export interface ControlCenterPorts {
  readonly store: ControlCenterStore
  /** From which all keys are derived; it is never in the store. */
  readonly secret: Secret
  readonly auditHeads: AuditHeadExport
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: MetricsRegistry
  /** Of every service that this process knows of. */
  readonly health: () => Readonly<Record<string, HealthReport>>
  /** Told once, at the first start of all: nobody else ever knows this password. */
  readonly onFirstAdmin: (admin: NewPassword) => void
  /** Registers pages on the same server; they answer without a token to this machine alone. */
  readonly pages?: (scope: FastifyInstance) => void | Promise<void>
}

export interface ControlCenterApi extends Service {
  /** Known after the start. */
  address(): string
  /** For the terminal. */
  readonly users: UserAdministration
  /** All of the server's, after the start. */
  routes(): readonly ListedRoute[]
}

const NAME = 'control-center-api'

class ControlCenterService implements ControlCenterApi {
  readonly name = NAME
  readonly users: UserAdministration
  readonly #ports: ControlCenterPorts
  readonly #config: ControlCenterConfig
  readonly #writer: AuditedWriter
  readonly #memory = new AccessMemory()
  readonly #tokens: AccessTokens
  readonly #routes: readonly ApiRoute[]
  #app: App | undefined
  #address = ''

  constructor(given: ControlCenterPorts, config: ControlCenterConfig) {
    const ports = { ...given, logger: given.logger.child({ service: NAME }) }
    const { store, secret, scheduler, logger, metrics, auditHeads: heads } = ports
    this.#ports = ports
    this.#config = config
    const writer = new AuditedWriter({
      store,
      key: derivedKey(secret, 'audit'),
      heads,
      scheduler,
      logger,
      metrics,
    })
    this.#writer = writer
    const memory = this.#memory
    const passwords = new Passwords(config.passwordHashing)
    const sealingKey = derivedKey(secret, 'token-keys')
    this.#tokens = new AccessTokens({ store, writer, sealingKey, scheduler, logger, config })
    this.users = new UserAdministration({ store, writer, memory, passwords, scheduler })
    const tokens = this.#tokens
    const sessions = new Sessions({ store, writer, tokens, memory, passwords, scheduler, logger, config })
    const apiTokens = new ApiTokens({ store, writer, memory, scheduler, config })
    const pager = new Pager(derivedKey(secret, 'cursors'))
    this.#routes = [
      openapiRoute(),
      ...authRoutes({ sessions, apiTokens, config }),
      ...userRoutes(this.users),
      ...auditRoutes(store, pager),
    ]
  }

  address(): string {
    return this.#address
  }

  routes(): readonly ListedRoute[] {
    return this.#app?.listed() ?? []
  }

  async start(): Promise<void> {
    const { store, onFirstAdmin } = this.#ports
    await this.#writer.start()
    await this.#tokens.start()
    const firstAdmin = await this.users.createFirstAdmin()
    if (firstAdmin) onFirstAdmin(firstAdmin)
    await this.#memory.start(store)
    await this.#listen()
  }

  async stop(): Promise<void> {
    this.#address = ''
    await this.#app?.server.close()
    await this.#writer.close()
  }

  health(): HealthReport {
    if (this.#address === '') return { ready: false, detail: 'not listening' }
    const { broken } = this.#writer
    return { ready: true, detail: broken === undefined ? this.#address : `${this.#address}; ${broken}` }
  }

  async #listen(): Promise<void> {
    const { store, logger, metrics, scheduler, health, pages } = this.#ports
    const authenticator = new Authenticator({ store, tokens: this.#tokens, memory: this.#memory, scheduler })
    this.#app = await createApp({
      config: this.#config,
      ...{ logger, metrics, authenticator },
      routes: this.#routes,
      operational: operationalRoutes({ health, metrics }),
      ...(pages ? { pages } : {}),
    })
    const { host, port } = this.#config
    try {
      this.#address = await this.#app.server.listen({ host, port })
    } catch (cause) {
      throw listenError(cause, host, port)
    }
  }
}

export function createControlCenterApi(
  ports: ControlCenterPorts,
  config: ControlCenterConfig,
): ControlCenterApi {
  return new ControlCenterService(ports, config)
}

function listenError(cause: unknown, host: string, port: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') return cause
  const isBusy = code === 'EADDRINUSE'
  const why = isBusy
    ? `port ${port} on ${host} is in use by another program`
    : `${host}:${port} cannot be used (${code})`
  return new OtsError('OTS_PORT_BUSY', why, {
    cause,
    hint: isBusy
      ? `Stop that program, or start on another port: "npm start -- --port ${port + 1}" or OTS_HTTP_PORT=${port + 1}.`
      : 'Choose a port above 1023 and an address of this machine.',
  })
}
