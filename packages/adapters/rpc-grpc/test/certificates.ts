/**
 * An authority of the test's own and certificates that it has signed. Node's crypto reads certificates and cannot make
 * them, so openssl does (every Debian has it).
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

export interface CertificateFiles {
  readonly certFile: string
  readonly keyFile: string
}

export interface Authority {
  readonly caFile: string
  /** `names`: what it is valid for, like `DNS:localhost,IP:127.0.0.1`. `days` 0: expired at once. */
  issue(name: string, names: string, days?: number): CertificateFiles
  remove(): void
}

const EC_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

export function createAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'ots-certificates-'))
  const at = (file: string): string => join(folder, file)
  const openssl = (...options: string[]): void => {
    execFileSync('openssl', options, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  }
  openssl(
    ...['req', '-x509', ...EC_KEY, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2'],
    ...['-subj', '/CN=OTS test authority'],
  )
  return {
    caFile: at('ca.crt'),
    issue(name, names, days = 1) {
      writeFileSync(at(`${name}.ext`), `subjectAltName=${names}\n`)
      openssl('req', ...EC_KEY, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`)
      openssl(
        ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'],
        ...['-out', `${name}.crt`, '-days', String(days), '-extfile', `${name}.ext`],
      )
      return { certFile: at(`${name}.crt`), keyFile: at(`${name}.key`) }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
