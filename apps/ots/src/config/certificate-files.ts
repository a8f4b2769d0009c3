/** Files of certificates that the environment names, of whatever a process speaks TLS with: to look when they expire. */
const VARIABLES = [
  'OTS_RPC_CA_FILE',
  'OTS_RPC_CERT_FILE',
  'OTS_KAFKA_TLS_CA_FILE',
  'OTS_KAFKA_TLS_CERT_FILE',
  'OTS_POSTGRES_CA_FILE',
  'OTS_POSTGRES_CERT_FILE',
  'OTS_REDIS_CA_FILE',
  'OTS_REDIS_CERT_FILE',
  'OTS_API_CERT_FILE',
] as const

export interface CertificateFile {
  readonly variable: string
  readonly path: string
}

/** Empty counts as not set. */
export const certificateFiles = (
  env: Readonly<Record<string, string | undefined>>,
): readonly CertificateFile[] =>
  VARIABLES.flatMap((variable) => {
    const path = env[variable]
    return path ? [{ variable, path }] : []
  })
