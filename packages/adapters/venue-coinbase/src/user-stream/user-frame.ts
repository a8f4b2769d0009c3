/** Frames of the user's own connection: wire text → frame, pure. Never throws: what is no frame is a reason. */
import { parseRfc3339, type UnixNanos } from '@oasis/domain'
import { z } from 'zod'
import { envelopeSchema, errorSchema, eventsOf } from '../feed/envelope.ts'
import { type UserOrder, userOrderSchema } from './user-order.ts'

export interface UserEvent {
  readonly orders: readonly UserOrder[]
  /** With those that cannot be read: a batch of a snapshot is told by its size. */
  readonly count: number
}

export type UserFrame =
  | {
      readonly kind: 'ORDERS'
      readonly sequence: number | undefined
      readonly at: UnixNanos
      readonly events: readonly UserEvent[]
    }
  | {
      readonly kind: 'SUBSCRIPTIONS'
      readonly sequence: number | undefined
      readonly channels: readonly string[]
    }
  | { readonly kind: 'ERROR'; readonly message: string }
  /** Heartbeats, and channels to come. */
  | { readonly kind: 'OTHER'; readonly sequence: number | undefined }
  | { readonly kind: 'UNREADABLE'; readonly why: string }

const eventSchema = z.object({ orders: z.array(z.unknown()) }).transform(({ orders }): UserEvent => {
  const parsed = orders.map((order) => userOrderSchema.safeParse(order))
  return { orders: parsed.flatMap((each) => (each.success ? [each.data] : [])), count: parsed.length }
})
const subscriptionsSchema = z.object({ subscriptions: z.record(z.string(), z.unknown()) })

export function parseUserFrame(text: string, receivedAt: UnixNanos): UserFrame {
  try {
    return frameOf(JSON.parse(text), receivedAt)
  } catch (error) {
    const why = whyOf(error)
    return { kind: 'UNREADABLE', why: why.replaceAll(/\s+/g, ' ').slice(0, 300) }
  }
}

function whyOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error)
  return error instanceof RangeError ? error.message : 'not JSON'
}

function frameOf(value: unknown, receivedAt: UnixNanos): UserFrame {
  const error = errorSchema.safeParse(value)
  if (error.success) return { kind: 'ERROR', message: error.data.message }
  const envelope = envelopeSchema.parse(value)
  const { channel, sequence_num: sequence, timestamp } = envelope
  if (channel === 'user') {
    // Without its number nobody could tell whether frames before it are missing.
    if (sequence === undefined) throw new RangeError('a frame of user without a sequence number')
    return {
      kind: 'ORDERS',
      sequence,
      at: timeOf(timestamp, receivedAt),
      events: eventsOf(envelope).map((each) => eventSchema.parse(each)),
    }
  }
  if (channel !== 'subscriptions') return { kind: 'OTHER', sequence }
  const channels = eventsOf(envelope).flatMap((each) =>
    Object.keys(subscriptionsSchema.parse(each).subscriptions),
  )
  return { kind: 'SUBSCRIPTIONS', sequence, channels }
}

function timeOf(timestamp: string | undefined, receivedAt: UnixNanos): UnixNanos {
  try {
    return timestamp === undefined ? receivedAt : parseRfc3339(timestamp)
  } catch {
    return receivedAt
  }
}
