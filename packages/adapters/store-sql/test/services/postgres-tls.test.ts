/** The server's certificate is checked: by the authority that was given, and by its date. */
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import {
  type Certificate,
  createCertificates,
  type Postgres,
  startPostgres,
} from '../../../../../tools/services/src/index.ts'
import { openPaperJournal } from '../../src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-postgres-tls-'))
chmodSync(folder, 0o755)
let server: Postgres | undefined
afterEach(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** PostgreSQL takes a key only from a file that is its own user's. */
function ownFile(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text, { mode: 0o600 })
  if (process.getuid?.() === 0) {
    const [uid = 0, gid = 0] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'])))
    chownSync(path, uid, gid)
  }
  return path
}

async function startWith({ certificate, key }: Certificate): Promise<string> {
  await server?.stop()
  const settings = {
    ssl: 'on',
    ssl_cert_file: ownFile('tls.crt', certificate),
    ssl_key_file: ownFile('tls.key', key),
  }
  server = await startPostgres({ settings })
  return server.url
}

test('a certificate of the given authority is taken, another or an expired one is refused at once, and so is none', async () => {
  const certificates = await createCertificates()
  const others = await createCertificates()
  const ca = certificates.authority.certificate
  const open = (url: string, authority: string) =>
    openPaperJournal({ url, schema: 'tls', tls: { ca: authority } })
  const refused = { code: 'OTS_DATABASE_REFUSED' }

  const url = await startWith(certificates.server)
  const journal = await open(url, ca)
  await journal.append(['over TLS'])
  expect(await journal.load()).toEqual(['over TLS'])
  await journal.close()
  await expect(open(url, others.authority.certificate)).rejects.toMatchObject(refused)

  await expect(open(await startWith(certificates.expired), ca)).rejects.toMatchObject({
    ...refused,
    message: expect.stringContaining('expired'),
  })

  await server?.stop()
  server = await startPostgres()
  await expect(open(server.url, ca)).rejects.toMatchObject(refused)
})
