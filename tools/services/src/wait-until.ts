import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 50

/** Polls until `check` says true; throws `why()` after `timeoutMs`. A check that throws has said no. */
export async function waitUntil(
  check: () => Promise<boolean>,
  timeoutMs: number,
  why: () => string,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!(await check().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(why())
    await sleep(POLL_MS)
  }
}
