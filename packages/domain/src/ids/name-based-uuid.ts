/** UUID version 5 (RFC 9562, section 5.5): SHA-1 over namespace and name. Hashing is pure, hence allowed in domain. */
import { hash } from 'node:crypto'
import type { AccountId, ClientOrderId, EventId, IntentId, StrategyId, VenueOrderId } from './identifiers.ts'

/** OTS's own namespace; changing it would give every intent another id. */
const NAMESPACE = '6f2b0a5e-3c1d-5a4e-9b7f-0a5150a51500'
const NAMESPACE_BYTES = Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex')

export function uuidV5(name: string): string {
  const digest = hash('sha1', Buffer.concat([NAMESPACE_BYTES, Buffer.from(name, 'utf8')]), 'hex')
  const variant = ((Number.parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(18, 20)}-${digest.slice(20, 32)}`
}

export interface IntentOrigin {
  readonly accountId: AccountId
  readonly strategyId: StrategyId
  /** Grows by one when the strategy's source or parameters change, and on a reset. */
  readonly generation: number
  readonly causeEventId: EventId
  /** Position among the intents that one event caused, from 0. */
  readonly ordinal: number
}

/** The same cause always gives the same intent id; so deriving it again after a crash cannot make a second order. */
export function intentIdOf(origin: IntentOrigin): IntentId {
  const { accountId, strategyId, generation, causeEventId, ordinal } = origin
  return uuidV5(`intent|${accountId}|${strategyId}|${generation}|${causeEventId}|${ordinal}`) as IntentId
}

export const clientOrderIdOf = (intent: IntentId): ClientOrderId => uuidV5(`order|${intent}`) as ClientOrderId

/** Of an order that somebody else placed at the venue: adopting it again gives the same one. */
export const externalIntentIdOf = (account: AccountId, order: VenueOrderId): IntentId =>
  uuidV5(`external|${account}|${order}`) as IntentId
