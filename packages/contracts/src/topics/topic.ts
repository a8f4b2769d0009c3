/** A topic: how it is kept, what it carries, and how a value becomes a record. */
import type { EventId } from '@oasis/domain'
import type { MessageCodec } from '../codecs/message-codec.ts'

/** The same shape as the `TopicSpec` of ports. */
export interface TopicSettings {
  readonly name: string
  readonly partitions: number
  /** Undefined keeps records for ever. */
  readonly retentionMs: number | undefined
  readonly compacted: boolean
  readonly groupCommit: boolean
}

/** The same shape as the `NewRecord` of ports. */
export interface TopicRecord {
  readonly topic: string
  readonly key: string
  readonly value: Uint8Array
  readonly headers: Readonly<Record<string, string>>
}

/** What a consumer does with a record that it cannot decode: set it aside, or stop. */
export type OnUndecodable = 'DEAD_LETTER' | 'STOP'

export interface Topic<T> {
  readonly spec: TopicSettings
  readonly codec: MessageCodec<T>
  readonly onUndecodable: OnUndecodable
  /** Key, encoded value and the headers `content-type`, `schema` and `event-id`. */
  record(value: T): TopicRecord
}

interface TopicParts<T> extends Omit<Topic<T>, 'record'> {
  readonly keyOf: (value: T) => string
  /** Named by a fact of the world: consumers drop what they have seen. */
  readonly eventIdOf: (value: T) => EventId | string
}

export const CONTENT_TYPE = 'application/x-protobuf'

export function topic<T>(parts: TopicParts<T>): Topic<T> {
  const { spec, codec, onUndecodable, keyOf, eventIdOf } = parts
  const { name } = spec
  const { schema } = codec
  return {
    spec,
    codec,
    onUndecodable,
    record: (value) => ({
      topic: name,
      key: keyOf(value),
      value: codec.encode(value),
      headers: { 'content-type': CONTENT_TYPE, schema, 'event-id': eventIdOf(value) },
    }),
  }
}
