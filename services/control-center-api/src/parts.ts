/** What the service is made of, each part given what it needs. */
import { deadLetterRecord } from '@oasis/contracts'
import { createOutboxRelay } from '@oasis/runtime'
import { AuditedWriter } from './audit/audited-writer.ts'
import { AuditVerifier } from './audit/verify-audit.ts'
import { AccessMemory } from './auth/access-memory.ts'
import { AccessTokens } from './auth/access-tokens.ts'
import { ApiTokens } from './auth/api-tokens.ts'
import { Authenticator } from './auth/authenticator.ts'
import { derivedKey } from './auth/derived-keys.ts'
import { Passwords } from './auth/passwords.ts'
import { Sessions } from './auth/sessions.ts'
import { UserAdministration } from './auth/user-administration.ts'
import { CommandBoard } from './commands/command-board.ts'
import { CommandDesk } from './commands/command-desk.ts'
import { CommandTracker } from './commands/command-tracker.ts'
import { HaltDesk } from './commands/halt-desk.ts'
import { type ControlCenterConfig, needsTwo } from './config.ts'
import { Pager } from './http/pages.ts'
import type { ApiRoute } from './http/route.ts'
import { marketParts } from './market-parts.ts'
import type { ControlCenterPorts } from './ports.ts'
import { type ReadModelParts, readModelParts, readModelRoutes } from './read-model-parts.ts'
import { auditRoutes } from './routes/audit.ts'
import { authRoutes } from './routes/auth.ts'
import { botRoutes } from './routes/bot.ts'
import { commandRoutes } from './routes/commands.ts'
import { marketRoutes } from './routes/market.ts'
import { marketDataRoutes } from './routes/market-data.ts'
import { openapiRoute } from './routes/openapi.ts'
import { operationalRoutes } from './routes/operational.ts'
import { orderRoutes } from './routes/orders.ts'
import { portfolioRoutes } from './routes/portfolio.ts'
import { riskRoutes } from './routes/risk.ts'
import { strategyRoutes } from './routes/strategies.ts'
import { systemRoutes } from './routes/system.ts'
import { userRoutes } from './routes/users.ts'
import { DeadLettersView } from './views/dead-letters-view.ts'
import { InstrumentsView } from './views/instruments-view.ts'

export type Parts = ReturnType<typeof createParts>

export function createParts(ports: ControlCenterPorts, config: ControlCenterConfig) {
  const identity = identityParts(ports, config)
  const commands = commandParts(ports, config, identity.writer)
  const { bus, scheduler, logger, metrics } = ports
  const instruments = new InstrumentsView({ bus, scheduler, logger, metrics })
  const market = marketParts(ports, config)
  const past = readModelParts(ports, config, { board: commands.board, market })
  const deadLetters = new DeadLettersView({ bus, scheduler, logger, metrics })
  const all = { ...identity, ...commands, ...past, instruments, deadLetters, market }
  return { ...all, routes: apiRoutes(ports, config, all), operational: operationalRoutes(ports) }
}

function identityParts(ports: ControlCenterPorts, config: ControlCenterConfig) {
  const { store, secret, auditHeads: heads, scheduler, logger, metrics } = ports
  const shared = { store, scheduler, logger, config }
  const key = derivedKey(secret, 'audit')
  const writer = new AuditedWriter({ ...shared, key, heads, metrics })
  const memory = new AccessMemory()
  const passwords = new Passwords(config.passwordHashing)
  const tokens = new AccessTokens({ ...shared, writer, sealingKey: derivedKey(secret, 'token-keys') })
  return {
    ...{ writer, memory, tokens },
    verifier: new AuditVerifier({ store, key, heads, writer }),
    users: new UserAdministration({ ...shared, writer, memory, passwords, needsTwo: needsTwo(config) }),
    sessions: new Sessions({ ...shared, writer, tokens, memory, passwords, metrics }),
    apiTokens: new ApiTokens({ ...shared, writer, memory }),
    authenticator: new Authenticator({ store, tokens, memory, scheduler }),
  }
}

function commandParts(ports: ControlCenterPorts, config: ControlCenterConfig, writer: AuditedWriter) {
  const { store, bus, rpc, control, scheduler, logger, metrics } = ports
  const board = new CommandBoard(metrics)
  const relay = createOutboxRelay({
    name: 'control-center-api',
    outbox: store,
    bus,
    scheduler,
    logger,
    metrics,
    deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
  })
  const desk = new CommandDesk({ store, writer, board, control, scheduler, config, onOutbox: relay.notify })
  return {
    ...{ board, relay, desk },
    tracker: new CommandTracker({ bus, store, writer, board, desk, scheduler, logger, metrics }),
    halts: new HaltDesk({ rpc, writer, board, control, scheduler, logger, config }),
  }
}

type Made = ReturnType<typeof identityParts> &
  ReturnType<typeof commandParts> &
  ReadModelParts & { readonly instruments: InstrumentsView; readonly deadLetters: DeadLettersView }

function apiRoutes(ports: ControlCenterPorts, config: ControlCenterConfig, made: Made): readonly ApiRoute[] {
  const { store, secret, control, live, portfolios, scheduler, health, readModels, metrics } = ports
  const { sessions, apiTokens, users, writer, verifier, desk, halts, instruments, deadLetters } = made
  const pager = new Pager(derivedKey(secret, 'cursors'))
  return [
    openapiRoute(),
    ...authRoutes({ sessions, apiTokens, config }),
    ...botRoutes({ desk, halts, control, config }),
    ...strategyRoutes({ desk, control, readModels, store, portfolios, config }),
    ...portfolioRoutes({ portfolios, desk, config }),
    ...orderRoutes(desk, config),
    ...riskRoutes({ desk, control, config }),
    ...marketRoutes({ instruments, live, scheduler }),
    ...marketDataRoutes({ readModels, live, pager, scheduler, config }),
    ...commandRoutes({ store, desk, halts, pager }),
    ...systemRoutes({ health, live, deadLetters, metrics, writer, scheduler, config }),
    ...auditRoutes(store, verifier, pager),
    ...userRoutes(users),
    ...readModelRoutes(ports, config, pager, made),
  ]
}
