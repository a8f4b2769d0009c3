/** `ots user` and `ots audit` of an embedded system: over its socket while it runs, on its store while it does not. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ControlCenterClient } from './support/control-center-client.ts'
import { type RunningOts, runOts, startOts, ticksConfig } from './support/ots-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-terminal-'))
const dataDir = join(folder, 'data')
const PASSWORD = 'a long enough secret'
afterAll(() => rmSync(folder, { recursive: true }))

const ots = (...args: string[]) => runOts(args, { cwd: folder, env: { OTS_DATA_DIR: dataDir } })
const users = async () => JSON.parse((await ots('user', 'list', '--json')).stdout).users
const passwordOf = ({ stdout }: { stdout: string }): string => JSON.parse(stdout).password

test('where nothing has run there is nobody to tell of, and it says what to do', async () => {
  for (const args of [
    ['user', 'list'],
    ['audit', 'verify'],
  ]) {
    const { code, stdout, stderr } = await ots(...args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/OTS_NOT_RUNNING.*\n.*npm start/)
  }
}, 60_000)

describe('of a system that has run', () => {
  let running: RunningOts
  let api: ControlCenterClient

  beforeAll(async () => {
    const args = ['--config', ticksConfig(folder, 1_000), '--source', 'simulator', '--port', '0']
    running = await startOts(args, { env: { OTS_DATA_DIR: dataDir } })
    api = new ControlCenterClient(() => running.address)
  }, 90_000)
  afterAll(async () => {
    await running.stop('SIGKILL')
  })

  test('its first start prints the password of the first admin, which is good for one login', async () => {
    const [, name = '', password = ''] =
      /log in as "(\w+)" with the password (\S+)/.exec(running.stdout()) ?? []
    await api.logInFirst(name, password, PASSWORD)
    expect((await api.get('/bot')).status).toBe(200)
    await expect(api.logIn(name, password)).rejects.toThrow('OTS_HTTP_LOGIN_FAILED')
    expect(await users()).toMatchObject([{ name: 'admin', role: 'admin', mustChangePassword: false }])
  }, 60_000)

  test('while it runs, who is added may come in, and who is disabled is out at once', async () => {
    const olga = new ControlCenterClient(() => running.address)
    const added = await ots('user', 'add', 'olga', '--role', 'operator', '--json')
    await olga.logInFirst('olga', passwordOf(added), PASSWORD)
    expect((await olga.get('/portfolio')).status).toBe(200)
    expect((await ots('user', 'disable', 'olga')).stdout).toContain('every session and token with it')
    expect((await olga.get('/portfolio')).status).toBe(401)
    await expect(olga.logIn('olga', PASSWORD)).rejects.toThrow('OTS_HTTP_LOGIN_FAILED')
    await ots('user', 'enable', 'olga')
    const reset = await ots('user', 'reset-password', 'olga', '--json')
    await olga.logInFirst('olga', passwordOf(reset), `${PASSWORD} again`)
  }, 90_000)

  test('what cannot be done is refused, and changes nothing', async () => {
    const before = await users()
    const refused = async (...args: string[]) => (await ots('user', ...args)).stderr
    expect(await refused('add', 'olga')).toMatch(/OTS_USAGE: .*olga/)
    expect(await refused('add', 'No Name')).toContain('OTS_USAGE')
    expect(await refused('disable', 'nobody')).toContain('there is no user "nobody"')
    expect(await refused('disable', 'admin')).toContain('OTS_USAGE')
    expect(await refused('add', 'peter', '--role', 'king')).toContain('viewer, operator, admin')
    expect(await users()).toEqual(before)
  }, 90_000)

  test('the audit log of the running system is whole', async () => {
    expect((await ots('audit', 'verify')).stdout).toMatch(/^\d+ entries, all as they were written; head \d+:/)
  }, 60_000)

  test('when it does not run, the same commands work on its store, and are in the same audit log', async () => {
    await running.stop('SIGTERM')
    const [, before = ''] = /^(\d+) entries/.exec((await ots('audit', 'verify')).stdout) ?? []
    expect((await ots('user', 'add', 'vera')).code).toBe(0)
    expect((await users()).map(({ name }: { name: string }) => name)).toEqual(['admin', 'olga', 'vera'])
    const after = await ots('audit', 'verify')
    expect(after.stdout).toMatch(new RegExp(`^${Number(before) + 1} entries`))
    const [, head = ''] = /head (\S+)/.exec(after.stdout) ?? []
    expect((await ots('audit', 'verify', '--head', head)).code).toBe(0)
    expect((await ots('audit', 'verify', '--head', 'me')).stderr).toContain('<seq>:<mac>')
  }, 90_000)

  test('an entry that somebody has changed is named', async () => {
    const database = new DatabaseSync(join(dataDir, 'simulator', 'control-center.sqlite'))
    database.exec("UPDATE audit_log SET actor = 'somebody' WHERE seq = 2")
    database.close()
    const { code, stdout, stderr } = await ots('audit', 'verify')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/OTS_AUDIT_BROKEN: \w+ at entry 2/)
  }, 60_000)

  test('where several systems use one data folder, the one that is meant has to be named', async () => {
    mkdirSync(join(dataDir, 'live'), { recursive: true })
    for (const file of ['ots-lock', 'control-center.sqlite']) writeFileSync(join(dataDir, 'live', file), '')
    const { code, stderr } = await ots('user', 'list')
    expect(code).toBe(2)
    expect(stderr).toMatch(/several systems[\s\S]*--source/)
    expect((await ots('user', 'list', '--source', 'simulator')).code).toBe(0)
  }, 60_000)
})
