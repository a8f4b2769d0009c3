/** For `Idempotency-Key`. `crypto.randomUUID` is there on safe origins only; the page may be served by a plain address. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
