import type { KeyObject } from 'node:crypto'

export type SigningAlgorithm = 'ES256' | 'EdDSA'

/** A Coinbase API key that can sign. A `KeyObject` shows no key material when it is printed or turned into JSON. */
export interface ApiKey {
  /** `organizations/{org}/apiKeys/{id}`, or the id alone: what the venue calls the key. */
  readonly name: string
  readonly algorithm: SigningAlgorithm
  readonly privateKey: KeyObject
}
