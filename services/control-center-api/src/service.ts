/** The service: starts and stops its parts, and listens. */
import { type HealthReport, OtsError, type Service } from '@oasis/runtime'
import type { AuditVerdict } from './audit/verify-audit.ts'
import type { UserAdministration } from './auth/user-administration.ts'
import type { CommandListener } from './commands/command-board.ts'
import type { ControlCenterConfig } from './config.ts'
import type { ListedRoute } from './http/access.ts'
import type { App } from './http/create-app.ts'
import { createParts, type Parts } from './parts.ts'
import type { ControlCenterPorts } from './ports.ts'

export interface ControlCenterApi extends Service {
  /** Known after the start. */
  address(): string
  /** For the terminal. */
  readonly users: UserAdministration
  /** Reads the whole audit log. */
  verifyAudit(): Promise<AuditVerdict>
  /** Told of each change of a command; the result ends it. */
  onCommand(listener: CommandListener): () => void
  /** All of the server's, after the start. */
  routes(): readonly ListedRoute[]
}

const NAME = 'control-center-api'

class ControlCenterService implements ControlCenterApi {
  readonly name = NAME
  readonly #ports: ControlCenterPorts
  readonly #config: ControlCenterConfig
  readonly #parts: Parts
  #app: App | undefined
  #address = ''

  constructor(given: ControlCenterPorts, config: ControlCenterConfig) {
    this.#ports = { ...given, logger: given.logger.child({ service: NAME }) }
    this.#config = config
    this.#parts = createParts(this.#ports, config)
  }

  get users(): UserAdministration {
    return this.#parts.users
  }

  address(): string {
    return this.#address
  }

  routes(): readonly ListedRoute[] {
    return this.#app?.listed() ?? []
  }

  verifyAudit(): Promise<AuditVerdict> {
    return this.#parts.verifier.verify()
  }

  onCommand(listener: CommandListener): () => void {
    return this.#parts.board.subscribe(listener)
  }

  async start(): Promise<void> {
    const { store, onFirstAdmin } = this.#ports
    const { writer, tokens, users, memory, board, relay, tracker, instruments, deadLetters } = this.#parts
    await writer.start()
    await tokens.start()
    const firstAdmin = await users.createFirstAdmin()
    if (firstAdmin) onFirstAdmin(firstAdmin)
    await memory.start(store)
    await board.start(store)
    await instruments.start()
    await deadLetters.start()
    await this.#startReadModels()
    await tracker.start()
    relay.start()
    await this.#listen()
  }

  /** Intake first; what was taken is published, or left in the outbox for the next start. */
  async stop(): Promise<void> {
    const { writer, relay, tracker, halts, instruments, deadLetters } = this.#parts
    this.#address = ''
    this.#parts.hub.stop()
    await this.#app?.server.close()
    await tracker.stop()
    await this.#parts.teller.stop()
    await this.#parts.projector.stop()
    await this.#parts.market.keeper.stop()
    await instruments.stop()
    await deadLetters.stop()
    await halts.close()
    await writer.close()
    await relay.stop()
  }

  health(): HealthReport {
    if (this.#address === '') return { ready: false, detail: 'not listening' }
    const { tracker, projector, writer } = this.#parts
    if (tracker.failure !== undefined)
      return { ready: false, detail: `answers are not followed: ${tracker.failure}` }
    if (projector.failure !== undefined)
      return { ready: false, detail: `read models are not kept up: ${projector.failure}` }
    return {
      ready: true,
      detail: writer.broken === undefined ? this.#address : `${this.#address}; ${writer.broken}`,
    }
  }

  /** The hub first: it is told of what the projector writes. */
  async #startReadModels(): Promise<void> {
    const { hub, projector, teller, market } = this.#parts
    const { epoch, lastSeq } = await this.#ports.readModels.load()
    hub.start(epoch, lastSeq)
    await projector.start()
    await market.keeper.start()
    await teller.start()
  }

  async #listen(): Promise<void> {
    const { logger, metrics, pages, web } = this.#ports
    const { authenticator, routes, operational } = this.#parts
    // The server's libraries are loaded by those alone who serve: a terminal's commands import this package, too.
    const { createApp } = await import('./http/create-app.ts')
    const app = await createApp({
      config: this.#config,
      ...{ logger, metrics, authenticator, routes, operational },
      ...(pages ? { pages } : {}),
      ...(web ? { web } : {}),
    })
    this.#app = app
    const { host, port } = this.#config
    try {
      this.#address = await app.server.listen({ host, port })
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
