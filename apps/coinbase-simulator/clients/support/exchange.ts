/** The simulator as each test file has it: in this process, with one user of its own, in the clear and over TLS. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator } from '@oasis/coinbase-simulator'
import { openTlsFront } from './tls-front.ts'

export interface TestExchange {
  readonly url: string
  readonly wsUrl: string
  readonly tlsUrl: string
  readonly tlsPort: number
  readonly key: { readonly name: string; readonly privateKey: string }
  /** As Coinbase lets it be downloaded. */
  readonly keyFile: object
  close(): Promise<void>
}

export async function openExchange(algorithm: 'ES256' | 'EdDSA'): Promise<TestExchange> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-clients-'))
  const path = join(folder, 'key.json')
  const simulator = await createSimulator({
    port: 0,
    dataDir: folder,
    keyFile: path,
    keyAlgorithm: algorithm,
    balances: { USD: '100000', BTC: '1' },
    // Coinbase's Python SDK cannot do without.
    clientId: '',
  })
  const tls = await openTlsFront(simulator.port)
  const keyFile = JSON.parse(readFileSync(path, 'utf8'))
  return {
    url: simulator.restUrl,
    wsUrl: simulator.wsUrl,
    tlsUrl: `https://127.0.0.1:${tls.port}`,
    tlsPort: tls.port,
    key: { name: keyFile.name ?? keyFile.id, privateKey: keyFile.privateKey },
    keyFile,
    async close() {
      await tls.close()
      await simulator.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
