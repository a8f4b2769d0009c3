/** What every `ControlCenterStore` must do; each adapter's test file calls it with a way to open a fresh store. */
import { addMillis } from '@oasis/domain'
import {
  type ApiToken,
  type AuditEntry,
  type CommandRecord,
  type ControlCenterStore,
  type IdempotentAnswer,
  type Session,
  StaleWrite,
  type TokenKey,
  type User,
} from '@oasis/ports'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TEST_ACCOUNT, TEST_TIME } from './order-builders.ts'
import { outboxTests, testRecord } from './outbox-conformance.ts'

const ID = (n: number): string => `6f2b0a5e-3c1d-4a4e-9b7f-${String(n).padStart(12, '0')}`

export const buildUser = (changes: Partial<User> = {}): User => ({
  userId: ID(1),
  name: 'ana',
  role: 'operator',
  passwordHash: 'scrypt$ln=15,r=8,p=3$c2FsdA$aGFzaA',
  mustChangePassword: true,
  disabled: false,
  sessionVersion: 1,
  createdAt: TEST_TIME,
  updatedAt: TEST_TIME,
  version: 1,
  ...changes,
})

const buildSession = (changes: Partial<Session> = {}): Session => ({
  sessionId: ID(2),
  userId: ID(1),
  sessionVersion: 1,
  tokenHash: 'a hash',
  createdAt: TEST_TIME,
  expiresAt: addMillis(TEST_TIME, 1_000),
  version: 1,
  ...changes,
})

const buildToken = (changes: Partial<ApiToken> = {}): ApiToken => ({
  tokenId: ID(3),
  userId: ID(1),
  name: "Robert'); DROP TABLE users; --",
  prefix: 'ots_abc',
  tokenHash: 'hash 1',
  role: 'viewer',
  createdAt: TEST_TIME,
  expiresAt: addMillis(TEST_TIME, 1_000),
  revoked: false,
  version: 1,
  ...changes,
})

export const buildAuditEntry = (seq: number, changes: Partial<AuditEntry> = {}): AuditEntry => ({
  seq,
  ts: addMillis(TEST_TIME, seq),
  actor: 'ana',
  role: 'operator',
  address: '127.0.0.1',
  action: 'LOGIN',
  target: 'user/ana',
  result: 'DONE',
  mac: `mac ${seq}`,
  ...changes,
})

export const buildCommandRecord = (n: number, changes: Partial<CommandRecord> = {}): CommandRecord => ({
  command: {
    commandId: ID(100 + n),
    target: { kind: 'ACCOUNT', accountId: TEST_ACCOUNT },
    action: { kind: 'SET_BOT_STATUS', status: 'PAUSED', flatten: false, acceptStalePrices: false },
    issuedBy: 'ana',
    reason: 'a test',
    issuedAt: TEST_TIME,
  },
  state: 'PENDING',
  requestedBy: ID(1),
  createdAt: addMillis(TEST_TIME, n),
  updatedAt: addMillis(TEST_TIME, n),
  dueAt: addMillis(TEST_TIME, n + 1_000),
  version: 1,
  ...changes,
})

export function controlCenterStoreConformance(name: string, open: () => Promise<ControlCenterStore>): void {
  describe(`control center store: ${name}`, () => {
    let store: ControlCenterStore
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())
    identityTests(() => store)
    auditTests(() => store)
    commandTests(() => store)
    outboxTests(() => ({ store, write: (outbox) => store.commit({ outbox }) }))
  })
}

function identityTests(use: () => ControlCenterStore): void {
  test('a user is found by id and name as it was written last, and the others are listed by name', async () => {
    const store = use()
    await store.commit({ users: [buildUser()] })
    const changed = buildUser({
      role: 'admin',
      disabled: true,
      mustChangePassword: false,
      sessionVersion: 2,
      version: 2,
    })
    await store.commit({ users: [changed] })
    await store.commit({
      users: [buildUser({ userId: ID(9), name: 'Zoe' }), buildUser({ userId: ID(8), name: 'bob' })],
    })
    expect(await store.findUser(ID(1))).toEqual(changed)
    expect(await store.findUserByName('ana')).toEqual(changed)
    expect(await store.findUserByName('ANA')).toBeUndefined()
    // By bytes, whatever the language of the database.
    expect((await store.users()).map((user) => user.name)).toEqual(['Zoe', 'ana', 'bob'])
  })

  test('what was changed meanwhile is not written over, and nothing else of the write stays', async () => {
    const store = use()
    await store.commit({ users: [buildUser()], sessions: [buildSession()] })
    await store.commit({ users: [buildUser({ disabled: true, version: 2 })] })
    const late = {
      users: [buildUser({ role: 'admin', version: 2 })],
      audit: [buildAuditEntry(1)],
      outbox: [testRecord(1)],
    }
    await expect(store.commit(late)).rejects.toThrow(StaleWrite)
    expect((await store.findUser(ID(1)))?.role).toBe('operator')
    expect(await store.auditHead()).toBeUndefined()
    expect(await store.pendingEntries(10)).toEqual([])
    await expect(store.commit({ sessions: [buildSession({ version: 3 })] })).rejects.toThrow(StaleWrite)
  })

  test('a second user of one name, id or token is refused', async () => {
    const store = use()
    await store.commit({ users: [buildUser()], apiTokens: [buildToken()] })
    await expect(store.commit({ users: [buildUser({ userId: ID(5) })] })).rejects.toThrow(StaleWrite)
    await expect(store.commit({ users: [buildUser({ name: 'other' })] })).rejects.toThrow(StaleWrite)
    await expect(store.commit({ apiTokens: [buildToken({ tokenId: ID(6) })] })).rejects.toThrow(StaleWrite)
  })

  test('sessions and tokens come back, also when they are over', async () => {
    const store = use()
    const ended = buildSession({ tokenHash: 'next', endReason: 'LOGOUT', version: 2 })
    await store.commit({ sessions: [buildSession()], apiTokens: [buildToken()] })
    await store.commit({ sessions: [ended], apiTokens: [buildToken({ revoked: true, version: 2 })] })
    expect(await store.findSession(ID(2))).toEqual(ended)
    expect(await store.findApiTokenByHash('hash 1')).toEqual(buildToken({ revoked: true, version: 2 }))
    const second = buildToken({ tokenId: ID(4), tokenHash: 'hash 2', createdAt: addMillis(TEST_TIME, -1) })
    await store.commit({ apiTokens: [second] })
    expect((await store.apiTokens(ID(1))).map(({ tokenId }) => tokenId)).toEqual([ID(4), ID(3)])
    expect(await store.apiTokens(ID(2))).toEqual([])
  })

  test('keys are listed newest first; what is too old is forgotten', async () => {
    const store = use()
    const key = (n: number): TokenKey => ({
      kid: ID(n),
      publicKey: '{}',
      sealedPrivateKey: 'sealed',
      createdAt: addMillis(TEST_TIME, n),
    })
    await store.commit({ newTokenKey: key(1), sessions: [buildSession()] })
    await store.commit({ newTokenKey: key(2) })
    expect(await store.tokenKeys()).toEqual([key(2), key(1)])
    const forget = {
      sessionsExpiredBefore: addMillis(TEST_TIME, 1_001),
      tokenKeysBefore: addMillis(TEST_TIME, 2),
      answersBefore: TEST_TIME,
    }
    await store.commit({ forget })
    expect(await store.tokenKeys()).toEqual([key(2)])
    expect(await store.findSession(ID(2))).toBeUndefined()
  })
}

function auditTests(use: () => ControlCenterStore): void {
  test('entries are read newest first by who and what, and all of them oldest first', async () => {
    const store = use()
    const entries = [
      buildAuditEntry(1),
      buildAuditEntry(2, { actor: 'bob', before: '{"a":null}', after: '{"a":"Ü \\u0000"}' }),
      buildAuditEntry(3, { action: 'LOGOUT' }),
    ]
    await store.commit({ audit: entries })
    expect(await store.auditHead()).toEqual(entries[2])
    expect(await store.auditEntries({ limit: 2 })).toEqual([entries[2], entries[1]])
    expect(await store.auditEntries({ limit: 5, before: 3 })).toEqual([entries[1], entries[0]])
    expect(await store.auditEntries({ limit: 5, actor: 'bob' })).toEqual([entries[1]])
    expect(await store.auditEntries({ limit: 5, action: 'LOGOUT', actor: 'bob' })).toEqual([])
    expect(await Array.fromAsync(store.wholeAudit())).toEqual(entries)
  })

  test('an entry in the place of another is refused', async () => {
    const store = use()
    await store.commit({ audit: [buildAuditEntry(1)] })
    const again = { audit: [buildAuditEntry(1, { result: 'REFUSED' })], users: [buildUser()] }
    await expect(store.commit(again)).rejects.toThrow(StaleWrite)
    expect(await Array.fromAsync(store.wholeAudit())).toEqual([buildAuditEntry(1)])
    expect(await store.users()).toEqual([])
  })

  test('more entries than a page are all read', async () => {
    const store = use()
    const entries = Array.from({ length: 2_005 }, (_, n) => buildAuditEntry(n + 1))
    await store.commit({ audit: entries })
    expect(await Array.fromAsync(store.wholeAudit())).toEqual(entries)
  })
}

function commandTests(use: () => ControlCenterStore): void {
  const ids = (records: readonly CommandRecord[]) => records.map(({ command }) => command.commandId)

  test('a command comes back as it stands, and is unsettled until somebody has said what became of it', async () => {
    const store = use()
    const proposed = buildCommandRecord(1, { state: 'PROPOSED', outcome: 'waits' })
    await store.commit({ commands: [proposed, buildCommandRecord(2)] })
    expect(await store.findCommand(ID(101))).toEqual(proposed)
    expect(ids(await store.unsettledCommands())).toEqual([ID(101), ID(102)])
    const done = buildCommandRecord(1, {
      state: 'APPLIED',
      confirmedBy: 'bob',
      result: '{"a":1}',
      version: 2,
    })
    await store.commit({ commands: [done] })
    expect(await store.findCommand(ID(101))).toEqual(done)
    expect(ids(await store.unsettledCommands())).toEqual([ID(102)])
    expect(await store.findCommand(ID(999))).toBeUndefined()
  })

  test('a change of a command is untold until it is said to be told, up to its version', async () => {
    const store = use()
    await store.commit({ commands: [2, 1].map((n) => buildCommandRecord(n)) })
    expect(ids(await store.untoldCommands())).toEqual([ID(101), ID(102)])
    await store.commit({ told: [{ commandId: ID(101), version: 1 }] })
    expect(ids(await store.untoldCommands())).toEqual([ID(102)])
    const done = buildCommandRecord(1, { state: 'APPLIED', version: 2 })
    await store.commit({ commands: [done] })
    await store.commit({ told: [{ commandId: ID(101), version: 1 }] })
    expect(await store.untoldCommands()).toEqual([done, buildCommandRecord(2)])
    const told = [ID(101), ID(102), ID(999)].map((commandId) => ({ commandId, version: 2 }))
    await store.commit({ told })
    expect(await store.untoldCommands()).toEqual([])
  })

  test('commands are listed newest first, those of one moment by id, after any of them, in any state', async () => {
    const store = use()
    const records = [1, 2, 3, 4].map((n) =>
      buildCommandRecord(n, { createdAt: addMillis(TEST_TIME, n >> 1) }),
    )
    await store.commit({ commands: records })
    const all = await store.listCommands({ limit: 10 })
    expect(ids(all)).toEqual([ID(104), ID(103), ID(102), ID(101)])
    const before = { createdAt: addMillis(TEST_TIME, 1), commandId: ID(103) }
    expect(ids(await store.listCommands({ limit: 1, before }))).toEqual([ID(102)])
    await store.commit({
      commands: [buildCommandRecord(2, { state: 'APPLIED', createdAt: addMillis(TEST_TIME, 1), version: 2 })],
    })
    expect(ids(await store.listCommands({ limit: 10, state: 'APPLIED' }))).toEqual([ID(102)])
  })

  test('the answer to a request is kept once for each user and key', async () => {
    const store = use()
    const answer: IdempotentAnswer = {
      userId: ID(1),
      key: 'key',
      requestHash: 'hash',
      status: 202,
      body: '{"a":1}',
      createdAt: TEST_TIME,
    }
    await store.commit({ idempotentAnswer: answer })
    expect(await store.findIdempotentAnswer(ID(1), 'key')).toEqual(answer)
    expect(await store.findIdempotentAnswer(ID(2), 'key')).toBeUndefined()
    await expect(store.commit({ idempotentAnswer: { ...answer, body: '{}' } })).rejects.toThrow(StaleWrite)
    await store.commit({ idempotentAnswer: { ...answer, userId: ID(2) } })
  })
}
