/** The shared secret that callers show as `authorization: Bearer …`. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Metadata } from '@grpc/grpc-js'
import type { Secret } from '@oasis/runtime'

export const AUTHORIZATION = 'authorization'
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

export const bearer = (token: Secret): string => `Bearer ${token.reveal()}`

/** Compares digests, so that neither content nor length shows in the time that it takes. */
export function createTokenCheck(token: Secret | undefined): (metadata: Metadata) => boolean {
  if (token === undefined) return () => true
  const expected = digest(bearer(token))
  return (metadata) => {
    const shown = metadata.get(AUTHORIZATION)
    return shown.length === 1 && timingSafeEqual(digest(String(shown[0])), expected)
  }
}
