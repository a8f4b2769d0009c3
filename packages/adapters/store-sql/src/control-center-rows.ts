/** How the Control Center's values are written as rows, and read back. */
import { commandCodec } from '@oasis/contracts'
import type { UnixNanos } from '@oasis/domain'
import {
  type ApiToken,
  type AuditEntry,
  COMMAND_STATES,
  type CommandRecord,
  type IdempotentAnswer,
  ROLES,
  type Session,
  type TokenKey,
  type User,
} from '@oasis/ports'
import type { Columns } from './compiled.ts'
import type {
  ApiTokenRow,
  AuditRow,
  CommandRow,
  IdempotentAnswerRow,
  SessionRow,
  TokenKeyRow,
  UserRow,
} from './control-center-tables.ts'

const flag = (value: boolean): bigint => (value ? 1n : 0n)
const nanos = (value: bigint): UnixNanos => value as UnixNanos

function oneOf<T extends string>(known: readonly T[], text: string): T {
  const found = known.find((each) => each === text)
  if (found === undefined) throw new Error(`"${text}" in the store is none of ${known.join(', ')}`)
  return found
}

export const USER_COLUMNS: Columns<UserRow, User> = {
  user_id: (user) => user.userId,
  name: (user) => user.name,
  role: (user) => user.role,
  password_hash: (user) => user.passwordHash,
  must_change_password: (user) => flag(user.mustChangePassword),
  disabled: (user) => flag(user.disabled),
  session_version: (user) => BigInt(user.sessionVersion),
  created_at: (user) => user.createdAt,
  updated_at: (user) => user.updatedAt,
  version: (user) => BigInt(user.version),
}

export const userFromRow = (row: UserRow): User => ({
  userId: row.user_id,
  name: row.name,
  role: oneOf(ROLES, row.role),
  passwordHash: row.password_hash,
  mustChangePassword: row.must_change_password === 1n,
  disabled: row.disabled === 1n,
  sessionVersion: Number(row.session_version),
  createdAt: nanos(row.created_at),
  updatedAt: nanos(row.updated_at),
  version: Number(row.version),
})

export const SESSION_COLUMNS: Columns<SessionRow, Session> = {
  session_id: (session) => session.sessionId,
  user_id: (session) => session.userId,
  session_version: (session) => BigInt(session.sessionVersion),
  token_hash: (session) => session.tokenHash,
  created_at: (session) => session.createdAt,
  expires_at: (session) => session.expiresAt,
  end_reason: (session) => session.endReason ?? null,
  version: (session) => BigInt(session.version),
}

export const sessionFromRow = (row: SessionRow): Session => ({
  sessionId: row.session_id,
  userId: row.user_id,
  sessionVersion: Number(row.session_version),
  tokenHash: row.token_hash,
  createdAt: nanos(row.created_at),
  expiresAt: nanos(row.expires_at),
  ...(row.end_reason === null ? {} : { endReason: row.end_reason }),
  version: Number(row.version),
})

export const API_TOKEN_COLUMNS: Columns<ApiTokenRow, ApiToken> = {
  token_id: (token) => token.tokenId,
  user_id: (token) => token.userId,
  name: (token) => token.name,
  prefix: (token) => token.prefix,
  token_hash: (token) => token.tokenHash,
  role: (token) => token.role,
  created_at: (token) => token.createdAt,
  expires_at: (token) => token.expiresAt,
  revoked: (token) => flag(token.revoked),
  version: (token) => BigInt(token.version),
}

export const apiTokenFromRow = (row: ApiTokenRow): ApiToken => ({
  tokenId: row.token_id,
  userId: row.user_id,
  name: row.name,
  prefix: row.prefix,
  tokenHash: row.token_hash,
  role: oneOf(ROLES, row.role),
  createdAt: nanos(row.created_at),
  expiresAt: nanos(row.expires_at),
  revoked: row.revoked === 1n,
  version: Number(row.version),
})

export const TOKEN_KEY_COLUMNS: Columns<TokenKeyRow, TokenKey> = {
  kid: (key) => key.kid,
  public_key: (key) => key.publicKey,
  sealed_private_key: (key) => key.sealedPrivateKey,
  created_at: (key) => key.createdAt,
}

export const tokenKeyFromRow = (row: TokenKeyRow): TokenKey => ({
  kid: row.kid,
  publicKey: row.public_key,
  sealedPrivateKey: row.sealed_private_key,
  createdAt: nanos(row.created_at),
})

export const AUDIT_COLUMNS: Columns<AuditRow, AuditEntry> = {
  seq: (entry) => BigInt(entry.seq),
  ts: (entry) => entry.ts,
  actor: (entry) => entry.actor,
  role: (entry) => entry.role,
  address: (entry) => entry.address,
  action: (entry) => entry.action,
  target: (entry) => entry.target,
  before_json: (entry) => entry.before ?? null,
  after_json: (entry) => entry.after ?? null,
  result: (entry) => entry.result,
  mac: (entry) => entry.mac,
}

export const auditFromRow = (row: AuditRow): AuditEntry => ({
  seq: Number(row.seq),
  ts: nanos(row.ts),
  actor: row.actor,
  role: row.role,
  address: row.address,
  action: row.action,
  target: row.target,
  ...(row.before_json === null ? {} : { before: row.before_json }),
  ...(row.after_json === null ? {} : { after: row.after_json }),
  result: row.result,
  mac: row.mac,
})

export const COMMAND_COLUMNS: Columns<CommandRow, CommandRecord> = {
  command_id: ({ command }) => command.commandId,
  command: ({ command }) => commandCodec.encode(command),
  state: (record) => record.state,
  requested_by: (record) => record.requestedBy,
  confirmed_by: (record) => record.confirmedBy ?? null,
  outcome: (record) => record.outcome ?? null,
  result_json: (record) => record.result ?? null,
  created_at: (record) => record.createdAt,
  updated_at: (record) => record.updatedAt,
  due_at: (record) => record.dueAt,
  is_unsettled: ({ state }) => flag(state === 'PROPOSED' || state === 'PENDING'),
  version: (record) => BigInt(record.version),
}

export const commandFromRow = (row: CommandRow): CommandRecord => ({
  command: commandCodec.decode(row.command),
  state: oneOf(COMMAND_STATES, row.state),
  requestedBy: row.requested_by,
  ...(row.confirmed_by === null ? {} : { confirmedBy: row.confirmed_by }),
  ...(row.outcome === null ? {} : { outcome: row.outcome }),
  ...(row.result_json === null ? {} : { result: row.result_json }),
  createdAt: nanos(row.created_at),
  updatedAt: nanos(row.updated_at),
  dueAt: nanos(row.due_at),
  version: Number(row.version),
})

export const IDEMPOTENT_ANSWER_COLUMNS: Columns<IdempotentAnswerRow, IdempotentAnswer> = {
  user_id: (answer) => answer.userId,
  key: (answer) => answer.key,
  request_hash: (answer) => answer.requestHash,
  status: (answer) => BigInt(answer.status),
  body: (answer) => answer.body,
  created_at: (answer) => answer.createdAt,
}

export const idempotentAnswerFromRow = (row: IdempotentAnswerRow): IdempotentAnswer => ({
  userId: row.user_id,
  key: row.key,
  requestHash: row.request_hash,
  status: Number(row.status),
  body: row.body,
  createdAt: nanos(row.created_at),
})
