/**
 * The token of one signed request, as the Coinbase adapter makes it, with either algorithm. The floor is what cannot be
 * saved: one signature over the same bytes by the crypto library, in the same thread.
 */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createRealScheduler } from '@oasis/runtime'
import { type ApiKey, createTokenSigner } from '@oasis/venue-coinbase'
import type { Row } from '../harness.ts'
import { latencyRow, microsBetween } from '../latency.ts'
import type { SuiteOptions } from './suite.ts'

const NAME = 'organizations/8f1c7b8e-6a39-4f3c-9d3a-0d9f2e9d7c11/apiKeys/4a1b5f0e-2f53-4a63-8f4e-7a2e1c0b9d22'
const PATH = '/api/v3/brokerage/orders'

export async function requestSigningSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const count = quick ? 500 : 10_000
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const ed25519 = generateKeyPairSync('ed25519').privateKey
  return [
    await measure({ name: NAME, algorithm: 'ES256', privateKey: p256 }, count),
    await measure({ name: NAME, algorithm: 'EdDSA', privateKey: ed25519 }, count),
  ]
}

async function measure(key: ApiKey, count: number): Promise<Row> {
  const signer = createTokenSigner({ key, now: createRealScheduler().now })
  const subject: number[] = []
  const floor: number[] = []
  for (let i = 0; i < count; i++) {
    const start = process.hrtime.bigint()
    const token = await signer.rest('POST', 'api.coinbase.com', PATH)
    subject.push(microsBetween(start, process.hrtime.bigint()))
    const text = token.reveal()
    const bytes = Buffer.from(text.slice(0, text.lastIndexOf('.')))
    const from = process.hrtime.bigint()
    bareSignature(key, bytes)
    floor.push(microsBetween(from, process.hrtime.bigint()))
  }
  return latencyRow({
    name: `the token of a request, ${key.algorithm}`,
    subject,
    floor: { name: 'one bare signature', micros: floor },
  })
}

export function bareSignature({ algorithm, privateKey }: ApiKey, bytes: Uint8Array): Buffer {
  return algorithm === 'EdDSA' ? sign(null, bytes, privateKey) : sign('sha256', bytes, ieee(privateKey))
}

/** As tokens have it: both numbers at full length, not DER. */
const ieee = (key: KeyObject) => ({ key, dsaEncoding: 'ieee-p1363' as const })
