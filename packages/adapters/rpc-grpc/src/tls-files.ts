/**
 * Certificates from files, looked at before anything listens or connects: a file that cannot be read, a certificate that is
 * not valid today or a key of another one end the start with words about that file, not later with a failed handshake.
 * Read once; a renewed certificate takes a restart.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext, type SecureContext } from 'node:tls'
import { ServerCredentials } from '@grpc/grpc-js'
import { OtsError } from '@oasis/runtime'

export interface GrpcTls {
  /** Whom to trust (PEM). A server that has it takes only clients with a certificate of it; a client without it trusts the system's. */
  readonly caFile?: string
  /** Own certificate, then those that lead to the authority's (PEM). A server must have one. */
  readonly certFile?: string
  readonly keyFile?: string
}

export function serverCredentials(tls: GrpcTls | undefined): ServerCredentials {
  if (tls === undefined) return ServerCredentials.createInsecure()
  const { ca, identity } = load(tls)
  if (identity === undefined) throw unusable('a server needs a certificate and its key')
  const pair = { private_key: identity.key, cert_chain: identity.cert }
  return ServerCredentials.createSsl(ca ?? null, [pair], ca !== undefined)
}

/** Of a client; undefined without TLS. */
export function clientSecureContext(tls: GrpcTls | undefined): SecureContext | undefined {
  if (tls === undefined) return undefined
  const { ca, identity } = load(tls)
  return createSecureContext({ ...(ca && { ca }), ...identity })
}

interface LoadedTls {
  readonly ca: Buffer | undefined
  readonly identity: { readonly cert: Buffer; readonly key: Buffer } | undefined
}

function load({ caFile, certFile, keyFile }: GrpcTls): LoadedTls {
  const ca = caFile === undefined ? undefined : readCertificate(caFile)
  if (certFile === undefined && keyFile === undefined) return { ca, identity: undefined }
  if (certFile === undefined || keyFile === undefined) {
    throw unusable('a certificate and its key must be given together')
  }
  const cert = readCertificate(certFile)
  const key = read(keyFile)
  requireKeyOf(cert, key, certFile, keyFile)
  return { ca, identity: { cert, key } }
}

function readCertificate(file: string): Buffer {
  const pem = read(file)
  const certificate = parsed(file, 'certificate', () => new X509Certificate(pem))
  const now = Date.now()
  if (now > certificate.validToDate.getTime()) {
    throw unusable(`${file} expired on ${certificate.validTo}`, 'Renew the certificate, then start again.')
  }
  if (now < certificate.validFromDate.getTime()) {
    const hint = "Check this machine's clock, or wait."
    throw unusable(`${file} is not valid before ${certificate.validFrom}`, hint)
  }
  return pem
}

function requireKeyOf(cert: Buffer, key: Buffer, certFile: string, keyFile: string): void {
  const privateKey = parsed(keyFile, 'private key', () => createPrivateKey(key))
  if (new X509Certificate(cert).checkPrivateKey(privateKey)) return
  throw unusable(
    `${keyFile} is not the key of ${certFile}`,
    'Give the key that the certificate was made with.',
  )
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw unusable(`${file} cannot be read`, 'Check the path and its permissions.', cause)
  }
}

function parsed<T>(file: string, what: string, parse: () => T): T {
  try {
    return parse()
  } catch (cause) {
    throw unusable(`${file} holds no ${what} in PEM`, undefined, cause)
  }
}

const unusable = (message: string, hint?: string, cause?: unknown): OtsError =>
  new OtsError('OTS_TLS_UNUSABLE', message, {
    ...(hint !== undefined && { hint }),
    ...(cause !== undefined && { cause }),
  })
