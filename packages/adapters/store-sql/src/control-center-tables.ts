/** Tables of the Control Center API. Times are nanoseconds in BIGINT; flags are 0 and 1. */
import type { Migration } from 'kysely/migration'
import { createTable } from './create-table.ts'
import { createOutboxTable, type OutboxTables } from './sql-outbox.ts'

export interface UserRow {
  readonly user_id: string
  readonly name: string
  readonly role: string
  readonly password_hash: string
  readonly must_change_password: bigint
  readonly disabled: bigint
  readonly session_version: bigint
  readonly created_at: bigint
  readonly updated_at: bigint
  readonly version: bigint
}

export interface SessionRow {
  readonly session_id: string
  readonly user_id: string
  readonly session_version: bigint
  readonly token_hash: string
  readonly created_at: bigint
  readonly expires_at: bigint
  readonly end_reason: string | null
  readonly version: bigint
}

export interface ApiTokenRow {
  readonly token_id: string
  readonly user_id: string
  readonly name: string
  readonly prefix: string
  readonly token_hash: string
  readonly role: string
  readonly created_at: bigint
  readonly expires_at: bigint
  readonly revoked: bigint
  readonly version: bigint
}

export interface TokenKeyRow {
  readonly kid: string
  readonly public_key: string
  readonly sealed_private_key: string
  readonly created_at: bigint
}

export interface AuditRow {
  readonly seq: bigint
  readonly ts: bigint
  readonly actor: string
  readonly role: string
  readonly address: string
  readonly action: string
  readonly target: string
  readonly before_json: string | null
  readonly after_json: string | null
  readonly result: string
  readonly mac: string
}

export interface CommandRow {
  readonly command_id: string
  /** An encoded `Command`. */
  readonly command: Uint8Array
  readonly state: string
  readonly requested_by: string
  readonly confirmed_by: string | null
  readonly outcome: string | null
  readonly result_json: string | null
  readonly created_at: bigint
  readonly updated_at: bigint
  readonly due_at: bigint
  /** 1 while it waits for somebody: kept beside the state for the index on those. */
  readonly is_unsettled: bigint
  readonly version: bigint
}

export interface IdempotentAnswerRow {
  readonly user_id: string
  readonly key: string
  readonly request_hash: string
  readonly status: bigint
  readonly body: string
  readonly created_at: bigint
}

export interface UntoldCommandRow {
  readonly command_id: string
  readonly version: bigint
}

export interface ControlCenterTables extends OutboxTables {
  users: UserRow
  sessions: SessionRow
  api_tokens: ApiTokenRow
  token_keys: TokenKeyRow
  audit_log: AuditRow
  commands: CommandRow
  idempotent_answers: IdempotentAnswerRow
  untold_commands: UntoldCommandRow
}

const users: Migration = {
  up: async (db) => {
    await createTable(db, 'users', ['user_id'], {
      user_id: 'text',
      name: 'text',
      role: 'text',
      password_hash: 'text',
      must_change_password: 'bigint',
      disabled: 'bigint',
      session_version: 'bigint',
      created_at: 'bigint',
      updated_at: 'bigint',
      version: 'bigint',
    })
    await db.schema.createIndex('users_name').on('users').column('name').unique().execute()
    await createTable(db, 'sessions', ['session_id'], {
      session_id: 'text',
      user_id: 'text',
      session_version: 'bigint',
      token_hash: 'text',
      created_at: 'bigint',
      expires_at: 'bigint',
      end_reason: 'text?',
      version: 'bigint',
    })
    await createTable(db, 'api_tokens', ['token_id'], {
      token_id: 'text',
      user_id: 'text',
      name: 'text',
      prefix: 'text',
      token_hash: 'text',
      role: 'text',
      created_at: 'bigint',
      expires_at: 'bigint',
      revoked: 'bigint',
      version: 'bigint',
    })
    await db.schema.createIndex('api_tokens_hash').on('api_tokens').column('token_hash').unique().execute()
    await db.schema.createIndex('api_tokens_user').on('api_tokens').column('user_id').execute()
    await createTable(db, 'token_keys', ['kid'], {
      kid: 'text',
      public_key: 'text',
      sealed_private_key: 'text',
      created_at: 'bigint',
    })
  },
}

const auditLog: Migration = {
  up: async (db) => {
    await createTable(db, 'audit_log', ['seq'], {
      seq: 'key',
      ts: 'bigint',
      actor: 'text',
      role: 'text',
      address: 'text',
      action: 'text',
      target: 'text',
      before_json: 'text?',
      after_json: 'text?',
      result: 'text',
      mac: 'text',
    })
    await db.schema.createIndex('audit_log_actor').on('audit_log').columns(['actor', 'seq']).execute()
    await db.schema.createIndex('audit_log_action').on('audit_log').columns(['action', 'seq']).execute()
  },
}

const commands: Migration = {
  up: async (db) => {
    await createTable(db, 'commands', ['command_id'], {
      command_id: 'text',
      command: 'bytes',
      state: 'text',
      requested_by: 'text',
      confirmed_by: 'text?',
      outcome: 'text?',
      result_json: 'text?',
      created_at: 'bigint',
      updated_at: 'bigint',
      due_at: 'bigint',
      is_unsettled: 'bigint',
      version: 'bigint',
    })
    const byTime = ['created_at', 'command_id']
    await db.schema.createIndex('commands_time').on('commands').columns(byTime).execute()
    await db.schema
      .createIndex('commands_state')
      .on('commands')
      .columns(['state', ...byTime])
      .execute()
    await db.schema.createIndex('commands_unsettled').on('commands').column('is_unsettled').execute()
    await createTable(db, 'idempotent_answers', ['user_id', 'key'], {
      user_id: 'text',
      key: 'text',
      request_hash: 'text',
      status: 'bigint',
      body: 'text',
      created_at: 'bigint',
    })
    await createOutboxTable(db)
  },
}

/** In the transaction of the command itself: a process that dies before it has told clients does so at its next start. */
const untold: Migration = {
  up: async (db) => {
    await createTable(db, 'untold_commands', ['command_id'], { command_id: 'text', version: 'bigint' })
  },
}

export const controlCenterMigrations: Readonly<Record<string, Migration>> = {
  '0001-users': users,
  '0002-audit': auditLog,
  '0003-commands': commands,
  '0004-untold-commands': untold,
}
