/** One connection's subscriptions. Immutable; the acknowledgement always states the whole set. */
import { PUBLIC_CHANNELS, type PublicChannel, USER_CHANNEL } from './requests.ts'

export type Subscriptions = ReadonlyMap<PublicChannel, ReadonlySet<string>>

export const NO_SUBSCRIPTIONS: Subscriptions = new Map()

/** `heartbeats` takes no products; the venue lists it under its own name. */
export const HEARTBEATS_ENTRY = 'heartbeats'

export function withProducts(
  subscriptions: Subscriptions,
  channel: PublicChannel,
  productIds: readonly string[],
): Subscriptions {
  if (productIds.length === 0) return subscriptions
  const products = new Set([...(subscriptions.get(channel) ?? []), ...productIds])
  return new Map([...subscriptions, [channel, products]])
}

/** Without products the whole channel is dropped. */
export function withoutProducts(
  subscriptions: Subscriptions,
  channel: PublicChannel,
  productIds: readonly string[] | undefined,
): Subscriptions {
  const dropped = new Set(productIds ?? [])
  const kept = [...(subscriptions.get(channel) ?? [])].filter((id) => productIds && !dropped.has(id))
  const rest = new Map(subscriptions)
  if (kept.length > 0) rest.set(channel, new Set(kept))
  else rest.delete(channel)
  return rest
}

/** The `events` of a `subscriptions` frame; the private channel lists whose it is, not products. */
export function subscriptionsEvents(subscriptions: Subscriptions, userId?: string): string {
  const listed: Record<string, string[]> = {}
  for (const channel of [...PUBLIC_CHANNELS].sort()) {
    const products = subscriptions.get(channel)
    if (products) listed[channel] = [...products]
  }
  if (userId !== undefined) listed[USER_CHANNEL] = [userId]
  return JSON.stringify([{ subscriptions: listed }])
}
