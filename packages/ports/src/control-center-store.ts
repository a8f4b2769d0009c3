/**
 * The Control Center API's memory: users and what they hold, the audit log, commands and their outbox. One writer; every
 * change is one transaction with the audit entries that tell of it.
 */
import type { Command, UnixNanos } from '@oasis/domain'
import type { NewRecord } from './bus.ts'
import type { Outbox } from './outbox.ts'

/** Each may do what the ones before it may. */
export const ROLES = ['viewer', 'operator', 'admin'] as const
export type Role = (typeof ROLES)[number]

/**
 * Rows that change carry a `version`, which grows by one with each write: 1 is written where there is none, any other in
 * the place of the one before it, and otherwise nothing is ({@link StaleWrite}).
 */
interface Versioned {
  readonly version: number
}

export interface User extends Versioned {
  readonly userId: string
  /** Lower case, unique. */
  readonly name: string
  readonly role: Role
  /** With the parameters that it was made with. */
  readonly passwordHash: string
  /** Set by somebody else: nothing is allowed but to change it. */
  readonly mustChangePassword: boolean
  readonly disabled: boolean
  /** Sessions that began under an older one are over. */
  readonly sessionVersion: number
  readonly createdAt: UnixNanos
  readonly updatedAt: UnixNanos
}

/** From a login to its logout: the family of refresh tokens that follow each other. */
export interface Session extends Versioned {
  readonly sessionId: string
  readonly userId: string
  /** The user's when it began. */
  readonly sessionVersion: number
  /** Of the one refresh token that is good; it is replaced at each use. */
  readonly tokenHash: string
  readonly createdAt: UnixNanos
  readonly expiresAt: UnixNanos
  /** Why it is over, before it has expired. */
  readonly endReason?: string
}

/** For programs. */
export interface ApiToken extends Versioned {
  readonly tokenId: string
  readonly userId: string
  readonly name: string
  /** The beginning of the token, to tell it from others. */
  readonly prefix: string
  readonly tokenHash: string
  /** No more than its user's. */
  readonly role: Role
  readonly createdAt: UnixNanos
  readonly expiresAt: UnixNanos
  readonly revoked: boolean
}

/** Of access tokens. The newest one signs. */
export interface TokenKey {
  readonly kid: string
  /** JSON Web Key. */
  readonly publicKey: string
  /** Sealed by a key that is not in the store. */
  readonly sealedPrivateKey: string
  readonly createdAt: UnixNanos
}

/** One entry of the audit log. `mac` covers everything else and the entry before it. */
export interface AuditEntry {
  /** From 1, without a gap. */
  readonly seq: number
  readonly ts: UnixNanos
  /** A user's name, or the part of the system that acted by itself. */
  readonly actor: string
  /** A role, `system` or `terminal`. */
  readonly role: string
  readonly address: string
  /** What was done: `LOGIN`, `COMMAND_REQUESTED`, … */
  readonly action: string
  readonly target: string
  /** JSON; what it was and what it has become. */
  readonly before?: string
  readonly after?: string
  /** What came of it, in words that begin with a constant one. */
  readonly result: string
  readonly mac: string
}

/** PROPOSED: waits for a second person. PENDING: on its way to its owner. TIMED_OUT: perhaps applied yet. */
export const COMMAND_STATES = [
  'PROPOSED',
  'PENDING',
  'APPLIED',
  'REJECTED',
  'TIMED_OUT',
  'WITHDRAWN',
  'EXPIRED',
] as const
export type CommandState = (typeof COMMAND_STATES)[number]

export interface CommandRecord extends Versioned {
  readonly command: Command
  readonly state: CommandState
  /** Id of the user who asked for it. */
  readonly requestedBy: string
  /** Name of the second person, where one was needed. */
  readonly confirmedBy?: string
  /** What came of it, in words. */
  readonly outcome?: string
  /** JSON: what its owner said besides. */
  readonly result?: string
  readonly createdAt: UnixNanos
  readonly updatedAt: UnixNanos
  /** When a proposal expires, or an answer counts as missing. */
  readonly dueAt: UnixNanos
}

export interface CommandTold {
  readonly commandId: string
  readonly version: number
}

/** What a request with an `Idempotency-Key` was answered. */
export interface IdempotentAnswer {
  readonly userId: string
  readonly key: string
  /** Of method, path and body. */
  readonly requestHash: string
  readonly status: number
  /** JSON. */
  readonly body: string
  readonly createdAt: UnixNanos
}

/** One transaction. All or nothing. */
export interface ControlCenterWrite {
  readonly users?: readonly User[]
  readonly sessions?: readonly Session[]
  readonly apiTokens?: readonly ApiToken[]
  readonly newTokenKey?: TokenKey
  /** An entry whose `seq` is there already is refused as stale. */
  readonly audit?: readonly AuditEntry[]
  /** Each is {@link ControlCenterStore.untoldCommands} from then on. */
  readonly commands?: readonly CommandRecord[]
  /** Clients know these commands up to this version. */
  readonly told?: readonly CommandTold[]
  readonly idempotentAnswer?: IdempotentAnswer
  readonly outbox?: readonly NewRecord[]
  /** Sessions, keys and idempotent answers from before may be forgotten. */
  readonly forget?: {
    readonly sessionsExpiredBefore: UnixNanos
    readonly tokenKeysBefore: UnixNanos
    readonly answersBefore: UnixNanos
  }
}

/** What the writer has read is not what is there any more. Nothing was written. */
export class StaleWrite extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(`${what} was changed by somebody else meanwhile`, options)
    this.name = 'StaleWrite'
  }
}

export interface AuditQuery {
  readonly limit: number
  /** Newest first, strictly before this one. */
  readonly before?: number
  readonly actor?: string
  readonly action?: string
}

export interface CommandQuery {
  readonly limit: number
  /** Newest first, strictly before this one. */
  readonly before?: { readonly createdAt: UnixNanos; readonly commandId: string }
  readonly state?: CommandState
}

export interface ControlCenterStore extends Outbox {
  commit(write: ControlCenterWrite): Promise<void>
  findUser(userId: string): Promise<User | undefined>
  findUserByName(name: string): Promise<User | undefined>
  /** By name. */
  users(): Promise<readonly User[]>
  findSession(sessionId: string): Promise<Session | undefined>
  findApiTokenByHash(tokenHash: string): Promise<ApiToken | undefined>
  /** By time of creation. */
  apiTokens(userId: string): Promise<readonly ApiToken[]>
  /** Newest first. */
  tokenKeys(): Promise<readonly TokenKey[]>
  /** The newest entry. */
  auditHead(): Promise<AuditEntry | undefined>
  auditEntries(query: AuditQuery): Promise<readonly AuditEntry[]>
  /** Oldest first, all of them. */
  wholeAudit(): AsyncIterable<AuditEntry>
  findCommand(commandId: string): Promise<CommandRecord | undefined>
  listCommands(query: CommandQuery): Promise<readonly CommandRecord[]>
  /** PROPOSED and PENDING ones. */
  unsettledCommands(): Promise<readonly CommandRecord[]>
  /** As they stand, by time of creation: those that have changed since clients were told of them, or were never told. */
  untoldCommands(): Promise<readonly CommandRecord[]>
  findIdempotentAnswer(userId: string, key: string): Promise<IdempotentAnswer | undefined>
  close(): Promise<void>
}
