/** Frames of the user's own connection: wire text → frame, pure. Never throws: what is no frame is a reason. */
import { parseRfc3339, type UnixNanos } from '@oasis/domain'
import { z } from 'zod'
import { envelopeSchema, errorSchema } from '../feed/envelope.ts'
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

const eventSchema = z
  .object({ orders: z.array(z.unknown()).nullish() })
  .transform(({ orders }): UserEvent => {
    const parsed = (orders ?? []).map((order) => userOrderSchema.safeParse(order))
    return { orders: parsed.flatMap((each) => (each.success ? [each.data] : [])), count: parsed.length }
  })
const subscriptionsSchema = z.object({ subscriptions: z.record(z.string(), z.unknown()) })

export function parseUserFrame(text: string, receivedAt: UnixNanos): UserFrame {
  try {
    return frameOf(JSON.parse(text), receivedAt)
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : 'not JSON'
    return { kind: 'UNREADABLE', why: why.replaceAll(/\s+/g, ' ').slice(0, 300) }
  }
}

function frameOf(value: unknown, receivedAt: UnixNanos): UserFrame {
  const error = errorSchema.safeParse(value)
  if (error.success) return { kind: 'ERROR', message: error.data.message }
  const { channel, sequence_num: sequence, events, timestamp } = envelopeSchema.parse(value)
  if (channel === 'user') {
    return {
      kind: 'ORDERS',
      sequence,
      at: timeOf(timestamp, receivedAt),
      events: events.map((each) => eventSchema.parse(each)),
    }
  }
  if (channel !== 'subscriptions') return { kind: 'OTHER', sequence }
  const channels = events.flatMap((each) => Object.keys(subscriptionsSchema.parse(each).subscriptions))
  return { kind: 'SUBSCRIPTIONS', sequence, channels }
}

function timeOf(timestamp: string | undefined, receivedAt: UnixNanos): UnixNanos {
  try {
    return timestamp === undefined ? receivedAt : parseRfc3339(timestamp)
  } catch {
    return receivedAt
  }
}
