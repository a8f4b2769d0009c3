/**
 * Resolves at the first SIGINT or SIGTERM; a later one ends the process at once. Ctrl-C under npm arrives twice within
 * a moment, from the terminal and from npm, and is one.
 */
const SAME_KEY_MS = 500

export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined
    const onSignal = () => {
      const now = performance.now()
      if (askedAt !== undefined && now - askedAt > SAME_KEY_MS) process.exit(130)
      askedAt ??= now
      resolve()
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}
