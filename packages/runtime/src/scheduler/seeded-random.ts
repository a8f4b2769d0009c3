/** sfc32 (Chris Doty-Humphrey's small fast counter generator), seeded by the text's FNV-1a hash. Not for secrets. */
import type { Random } from '@oasis/ports'

export function seededRandom(seed: number | string): Random {
  let hash = 0x811c9dc5
  for (const char of String(seed)) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193)
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = hash >>> 0
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 0x1_0000_0000
  }
  // The first outputs still show the seed's structure.
  for (let i = 0; i < 15; i++) next()
  return next
}
