import type { Scheduler } from '@oasis/ports'

/** Whether it settled in time; it goes on in any case. Never rejects. */
export async function settled(
  scheduler: Pick<Scheduler, 'sleep'>,
  timeoutMs: number,
  work: Promise<unknown>,
): Promise<boolean> {
  const over = new AbortController()
  const late = scheduler.sleep(timeoutMs, over.signal).then(
    () => false,
    () => false,
  )
  const done = work.then(
    () => true,
    () => true,
  )
  return Promise.race([done, late]).finally(() => over.abort())
}
