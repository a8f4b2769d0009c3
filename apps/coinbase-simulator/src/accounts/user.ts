/** Who trades at the simulated venue, and with which keys. */
import type { Currency, UnixNanos } from '@oasis/domain'
import type { FeeSchedule } from '@oasis/matching'

export interface User {
  /** UUID. */
  readonly id: string
  /** For people: unique here. */
  readonly name: string
  /** UUID of its one portfolio. */
  readonly portfolioId: string
  /** Fixed, unless {@link tiered}. */
  readonly fees: FeeSchedule
  readonly pricingTier: string
  /** Pays by what it has traded: {@link FEE_TIERS}. */
  readonly tiered?: true
  /** Currencies it has accounts in, whether or not there is anything in them. */
  readonly wallets: readonly Currency[]
  readonly createdAt: UnixNanos
}

export const PERMISSIONS = ['view', 'trade', 'transfer'] as const
export type Permission = (typeof PERMISSIONS)[number]

export const KEY_ALGORITHMS = ['ES256', 'EdDSA'] as const
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number]

/** The venue's half of a key: it can check a signature and not make one. */
export interface ApiKey {
  /** What tokens name in `kid` and `sub`. */
  readonly name: string
  readonly algorithm: KeyAlgorithm
  /** SPKI, PEM. */
  readonly publicKey: string
  readonly permissions: readonly Permission[]
  readonly userId: string
}
