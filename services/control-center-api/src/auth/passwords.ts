/**
 * Passwords as scrypt hashes that carry their own parameters (`scrypt$ln=15,r=8,p=3$salt$hash`), so that those of
 * yesterday are still understood. One hash takes tens of megabytes and a tenth of a second: only a few at once, and only
 * so many waiting.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { Problem } from '../http/problem.ts'

export interface ScryptCost {
  readonly logN: number
  readonly r: number
  readonly p: number
}

const SALT_BYTES = 16
const HASH_BYTES = 32
const AT_ONCE = 2
const MAX_WAITING = 50
const STORED = /^scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/

interface StoredHash {
  readonly cost: ScryptCost
  readonly salt: Buffer
  readonly hash: Buffer
}

export class Passwords {
  readonly #cost: ScryptCost
  /** Of nobody: what is compared with where there is no user, so that it takes as long. */
  readonly #nobody: string
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor(cost: ScryptCost) {
    this.#cost = cost
    this.#nobody = written({ cost, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) })
  }

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES)
    return written({ cost: this.#cost, salt, hash: await this.#derive(password, salt, this.#cost) })
  }

  /** `stored` undefined: takes as long, and is never true. */
  async verify(password: string, stored: string | undefined): Promise<boolean> {
    const { cost, salt, hash } = parse(stored ?? this.#nobody)
    const derived = await this.#derive(password, salt, cost)
    return timingSafeEqual(derived, hash) && stored !== undefined
  }

  /** Made with less than is asked for today. */
  isOutdated(stored: string): boolean {
    const { cost } = parse(stored)
    return cost.logN < this.#cost.logN || cost.r < this.#cost.r || cost.p < this.#cost.p
  }

  async #derive(password: string, salt: Buffer, { logN, r, p }: ScryptCost): Promise<Buffer> {
    await this.#enter()
    try {
      const N = 2 ** logN
      const done = Promise.withResolvers<Buffer>()
      scrypt(password.normalize('NFKC'), salt, HASH_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
        error ? done.reject(error) : done.resolve(key),
      )
      return await done.promise
    } finally {
      const next = this.#waiting.shift()
      // The place passes on without being free in between.
      if (next === undefined) this.#running -= 1
      else next()
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < AT_ONCE) {
      this.#running += 1
      return
    }
    if (this.#waiting.length >= MAX_WAITING) {
      const headers = { 'retry-after': '5' }
      throw new Problem('OTS_HTTP_TOO_MANY_REQUESTS', 'too many logins at once', { headers })
    }
    await new Promise<void>((resume) => this.#waiting.push(resume))
  }
}

function written({ cost: { logN, r, p }, salt, hash }: StoredHash): string {
  return `scrypt$ln=${logN},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`
}

function parse(stored: string): StoredHash {
  const [, logN, r, p, salt, hash] = STORED.exec(stored) ?? []
  if (salt === undefined || hash === undefined) throw new Error('a password hash in the store cannot be read')
  return {
    cost: { logN: Number(logN), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  }
}

/** Without characters that are mistaken for each other. 20 of 54 are 115 bits. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const GENERATED_LENGTH = 20

export function generatePassword(): string {
  const letters: string[] = []
  while (letters.length < GENERATED_LENGTH) {
    for (const byte of randomBytes(GENERATED_LENGTH)) {
      // Above it, the first letters of the alphabet would come more often.
      const letter = byte < 256 - (256 % ALPHABET.length) ? ALPHABET[byte % ALPHABET.length] : undefined
      if (letter !== undefined && letters.length < GENERATED_LENGTH) letters.push(letter)
    }
  }
  return letters.join('').replace(/(.{5})(?=.)/g, '$1-')
}
