/**
 * Kafka's default partitioner, so that a key lands in the same partition on either bus: murmur2 with Kafka's seed over
 * the key's UTF-8 bytes, sign bit cleared, modulo partitions (`org.apache.kafka.common.utils.Utils.murmur2`).
 */
const SEED = 0x9747b28c
const M = 0x5bd1e995
const R = 24

/** A signed 32-bit number, as in Java. */
export function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length & ~3
  let hash = SEED ^ bytes.length
  for (let i = 0; i < whole; i += 4) {
    let word = Math.imul(view.getInt32(i, true), M)
    word = Math.imul(word ^ (word >>> R), M)
    hash = Math.imul(hash, M) ^ word
  }
  if (bytes.length > whole) {
    for (let i = bytes.length - 1; i >= whole; i--) hash ^= view.getUint8(i) << ((i - whole) * 8)
    hash = Math.imul(hash, M)
  }
  hash = Math.imul(hash ^ (hash >>> 13), M)
  return (hash ^ (hash >>> 15)) | 0
}

const encoder = new TextEncoder()

export function partitionOf(key: string, partitions: number): number {
  return partitions === 1 ? 0 : (murmur2(encoder.encode(key)) & 0x7fffffff) % partitions
}
