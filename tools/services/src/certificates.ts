/**
 * An authority of a test's own, and certificates for 127.0.0.1 that it has signed: a server's, a client's, and a server's
 * that was valid until yesterday. Made by openssl in a moment; never to be used for anything else.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { provideProgram } from './provision/debian-packages.ts'
import { OPENSSL } from './provision/programs.ts'
import { runCommand } from './provision/run-command.ts'
import { newRunFolder } from './run-folder.ts'

export interface Certificate {
  readonly certificatePath: string
  readonly keyPath: string
  /** Key and certificates in one file, as Kafka wants them. */
  readonly bundlePath: string
  readonly certificate: string
  readonly key: string
}

export interface Certificates {
  readonly authority: Certificate
  readonly server: Certificate
  readonly client: Certificate
  readonly expired: Certificate
}

const DAY_MS = 86_400_000

export async function createCertificates(): Promise<Certificates> {
  const folder = newRunFolder('certificates')
  const openssl = await provideProgram(OPENSSL)
  const run = (args: readonly string[]) => runCommand(openssl, args, { timeoutMs: 30_000, folder })
  writeFileSync(join(folder, 'openssl.cnf'), CONFIGURATION)
  writeFileSync(join(folder, 'index.txt'), '')
  await run([
    ...newKey('authority'),
    '-x509',
    '-days',
    '2',
    '-subj',
    '/CN=OTS test authority',
    '-out',
    'authority.crt',
  ])
  const validFor = async (name: string, extensions: string, fromMs: number, untilMs: number) => {
    await run([...newKey(name), '-subj', `/CN=${name}`, '-out', `${name}.csr`])
    const dates = ['-startdate', opensslDate(fromMs), '-enddate', opensslDate(untilMs)]
    await run([
      'ca',
      '-batch',
      '-notext',
      ...CA_FILES,
      ...dates,
      '-extensions',
      extensions,
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.crt`,
    ])
    return read(folder, name)
  }
  const now = Date.now()
  return {
    server: await validFor('server', 'server', now - DAY_MS, now + DAY_MS),
    client: await validFor('client', 'client', now - DAY_MS, now + DAY_MS),
    expired: await validFor('expired', 'server', now - 2 * DAY_MS, now - DAY_MS),
    authority: read(folder, 'authority'),
  }
}

const CONFIGURATION = `
[ca]
default_ca = own
[own]
dir = .
database = ./index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
x509_extensions = authority
prompt = no
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = IP:127.0.0.1, DNS:localhost
[client]
basicConstraints = CA:FALSE
extendedKeyUsage = clientAuth
`

const CA_FILES = ['-config', 'openssl.cnf', '-cert', 'authority.crt', '-keyfile', 'authority.key']

const newKey = (name: string): string[] => [
  'req',
  '-config',
  'openssl.cnf',
  '-newkey',
  'rsa:2048',
  '-nodes',
  '-keyout',
  `${name}.key`,
]

/** As `openssl ca` wants it: 20260131235959Z. */
const opensslDate = (ms: number): string =>
  `${new Date(ms).toISOString().replaceAll(/\D/g, '').slice(0, 14)}Z`

function read(folder: string, name: string): Certificate {
  const [keyPath, certificatePath, bundlePath] = ['key', 'crt', 'pem'].map((ending) =>
    join(folder, `${name}.${ending}`),
  ) as [string, string, string]
  const [key, certificate] = [readFileSync(keyPath, 'utf8'), readFileSync(certificatePath, 'utf8')]
  writeFileSync(bundlePath, key + certificate, { mode: 0o600 })
  return { certificatePath, keyPath, bundlePath, certificate, key }
}
