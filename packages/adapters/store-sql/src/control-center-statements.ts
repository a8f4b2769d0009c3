/** The Control Center's hot statements, compiled once. An insert that finds its row there changes none. */
import type {
  ApiToken,
  AuditEntry,
  CommandRecord,
  CommandTold,
  ControlCenterWrite,
  IdempotentAnswer,
  Session,
  TokenKey,
  User,
} from '@oasis/ports'
import type { Kysely } from 'kysely'
import { compile, itself, placeholders } from './compiled.ts'
import {
  API_TOKEN_COLUMNS,
  AUDIT_COLUMNS,
  COMMAND_COLUMNS,
  IDEMPOTENT_ANSWER_COLUMNS,
  SESSION_COLUMNS,
  TOKEN_KEY_COLUMNS,
  USER_COLUMNS,
} from './control-center-rows.ts'
import type {
  ApiTokenRow,
  AuditRow,
  CommandRow,
  ControlCenterTables,
  IdempotentAnswerRow,
  SessionRow,
  UserRow,
} from './control-center-tables.ts'

export type ControlCenterStatements = ReturnType<typeof compileControlCenterStatements>

type Forgetting = NonNullable<ControlCenterWrite['forget']>

export function compileControlCenterStatements(db: Kysely<ControlCenterTables>) {
  return { ...whoMayEnter(db), ...whatWasDone(db), ...whatWasTold(db), ...reads(db), ...forgetting(db) }
}

const before = ({ version }: { readonly version: number }): bigint => BigInt(version - 1)

function whoMayEnter(db: Kysely<ControlCenterTables>) {
  return {
    insertUser: compile<User>((at) =>
      db
        .insertInto('users')
        .values(placeholders(USER_COLUMNS, at))
        .onConflict((conflict) => conflict.doNothing()),
    ),
    updateUser: compile<User>((at) =>
      db
        .updateTable('users')
        .set(placeholders(USER_COLUMNS, at))
        .where(
          'user_id',
          '=',
          at((user) => user.userId),
        )
        .where('version', '=', at(before)),
    ),
    insertSession: compile<Session>((at) =>
      db
        .insertInto('sessions')
        .values(placeholders(SESSION_COLUMNS, at))
        .onConflict((conflict) => conflict.doNothing()),
    ),
    updateSession: compile<Session>((at) =>
      db
        .updateTable('sessions')
        .set(placeholders(SESSION_COLUMNS, at))
        .where(
          'session_id',
          '=',
          at((session) => session.sessionId),
        )
        .where('version', '=', at(before)),
    ),
  }
}

function whatWasDone(db: Kysely<ControlCenterTables>) {
  return {
    insertApiToken: compile<ApiToken>((at) =>
      db
        .insertInto('api_tokens')
        .values(placeholders(API_TOKEN_COLUMNS, at))
        .onConflict((conflict) => conflict.doNothing()),
    ),
    updateApiToken: compile<ApiToken>((at) =>
      db
        .updateTable('api_tokens')
        .set(placeholders(API_TOKEN_COLUMNS, at))
        .where(
          'token_id',
          '=',
          at((token) => token.tokenId),
        )
        .where('version', '=', at(before)),
    ),
    insertCommand: compile<CommandRecord>((at) =>
      db
        .insertInto('commands')
        .values(placeholders(COMMAND_COLUMNS, at))
        .onConflict((conflict) => conflict.doNothing()),
    ),
    updateCommand: compile<CommandRecord>((at) =>
      db
        .updateTable('commands')
        .set(placeholders(COMMAND_COLUMNS, at))
        .where(
          'command_id',
          '=',
          at(({ command }) => command.commandId),
        )
        .where('version', '=', at(before)),
    ),
    insertTokenKey: compile<TokenKey>((at) =>
      db.insertInto('token_keys').values(placeholders(TOKEN_KEY_COLUMNS, at)),
    ),
    insertAudit: compile<AuditEntry>((at) =>
      db
        .insertInto('audit_log')
        .values(placeholders(AUDIT_COLUMNS, at))
        .onConflict((conflict) => conflict.doNothing()),
    ),
    insertAnswer: compile<IdempotentAnswer>((at) =>
      db
        .insertInto('idempotent_answers')
        .values(placeholders(IDEMPOTENT_ANSWER_COLUMNS, at))
        .onConflict((conflict) => conflict.doNothing()),
    ),
  }
}

function whatWasTold(db: Kysely<ControlCenterTables>) {
  return {
    upsertUntold: compile<CommandRecord>((at) =>
      db
        .insertInto('untold_commands')
        .values({
          command_id: at(({ command }) => command.commandId),
          version: at(({ version }) => BigInt(version)),
        })
        .onConflict((conflict) =>
          conflict
            .column('command_id')
            .doUpdateSet((excluded) => ({ version: excluded.ref('excluded.version') })),
        ),
    ),
    deleteTold: compile<CommandTold>((at) =>
      db
        .deleteFrom('untold_commands')
        .where(
          'command_id',
          '=',
          at(({ commandId }) => commandId),
        )
        .where(
          'version',
          '<=',
          at(({ version }) => BigInt(version)),
        ),
    ),
  }
}

function reads(db: Kysely<ControlCenterTables>) {
  return {
    findUser: compile<string, UserRow>((at) =>
      db.selectFrom('users').selectAll().where('user_id', '=', at(itself)),
    ),
    findUserByName: compile<string, UserRow>((at) =>
      db.selectFrom('users').selectAll().where('name', '=', at(itself)),
    ),
    findSession: compile<string, SessionRow>((at) =>
      db.selectFrom('sessions').selectAll().where('session_id', '=', at(itself)),
    ),
    findApiToken: compile<string, ApiTokenRow>((at) =>
      db.selectFrom('api_tokens').selectAll().where('token_hash', '=', at(itself)),
    ),
    findCommand: compile<string, CommandRow>((at) =>
      db.selectFrom('commands').selectAll().where('command_id', '=', at(itself)),
    ),
    findAnswer: compile<{ userId: string; key: string }, IdempotentAnswerRow>((at) =>
      db
        .selectFrom('idempotent_answers')
        .selectAll()
        .where(
          'user_id',
          '=',
          at(({ userId }) => userId),
        )
        .where(
          'key',
          '=',
          at(({ key }) => key),
        ),
    ),
    auditAfter: compile<{ seq: bigint; limit: number }, AuditRow>((at) => {
      const after = at(({ seq }) => seq)
      const limit = at((value) => value.limit)
      return db.selectFrom('audit_log').selectAll().where('seq', '>', after).orderBy('seq').limit(limit)
    }),
  }
}

function forgetting(db: Kysely<ControlCenterTables>) {
  return {
    forgetSessions: compile<Forgetting>((at) =>
      db.deleteFrom('sessions').where(
        'expires_at',
        '<',
        at((forget) => forget.sessionsExpiredBefore as bigint),
      ),
    ),
    forgetTokenKeys: compile<Forgetting>((at) =>
      db.deleteFrom('token_keys').where(
        'created_at',
        '<',
        at((forget) => forget.tokenKeysBefore as bigint),
      ),
    ),
    forgetAnswers: compile<Forgetting>((at) =>
      db.deleteFrom('idempotent_answers').where(
        'created_at',
        '<',
        at((forget) => forget.answersBefore as bigint),
      ),
    ),
  }
}
