/** Kafka's variable-length integers: seven bits a byte, lowest first, signed ones by zigzag. Of 32 bits. */

export function zigZag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0
}

export function sizeOfVarint(value: number): number {
  if (value < 0x80) return 1
  if (value < 0x4000) return 2
  if (value < 0x20_0000) return 3
  return value < 0x1000_0000 ? 4 : 5
}

/** Returns where the next byte goes. */
export function writeVarint(buffer: Uint8Array, at: number, value: number): number {
  let rest = value
  let next = at
  while (rest > 0x7f) {
    buffer[next++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  buffer[next++] = rest
  return next
}
