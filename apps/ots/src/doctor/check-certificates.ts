/** Certificates of the environment: whether they can be read, are valid today, and for how much longer. */
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describeError } from '@oasis/runtime'
import { certificateFiles } from '../config/certificate-files.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

const DAY_MS = 86_400_000
const SOON_DAYS = 21

export const checkCertificates = (env: Readonly<Record<string, string | undefined>>): Finding[] =>
  certificateFiles(env).map(({ variable, path }) => checkCertificate(variable, path))

function checkCertificate(name: string, file: string): Finding {
  const check = `certificate of ${name}`
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(readFileSync(file))
  } catch (error) {
    return fault(check, `${file} cannot be read as a certificate: ${describeError(error)}`)
  }
  const days = Math.floor((certificate.validToDate.getTime() - Date.now()) / DAY_MS)
  if (days < 0) return fault(check, `${file} expired on ${certificate.validTo}: renew it`)
  if (certificate.validFromDate.getTime() > Date.now()) {
    return fault(check, `${file} is not valid before ${certificate.validFrom}: check this machine's clock`)
  }
  const detail = `${file}, valid for ${days} more days`
  return days < SOON_DAYS ? warning(check, `${detail}: renew it soon`) : ok(check, detail)
}
