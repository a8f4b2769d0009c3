import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, onTestFinished, test } from 'vitest'
import { askAnew } from '../src/live/apply-events.ts'

/** Watched as by a page; each answer comes when it is given. */
function watched() {
  const cache = new QueryClient()
  const asked: ((status: string) => void)[] = []
  const observer = new QueryObserver(cache, {
    queryKey: ['bot'],
    queryFn: () => new Promise<string>((resolve) => asked.push(resolve)),
  })
  onTestFinished(observer.subscribe(() => {}))
  return { cache, asked, shown: () => cache.getQueryData<string>(['bot']) }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

test('an event that comes while the first answer is on its way is not lost: the answer may be older', async () => {
  const { cache, asked, shown } = watched()
  void askAnew(cache, 'bot')
  void askAnew(cache, 'bot')
  expect(asked).toHaveLength(1)
  asked[0]?.('RUNNING')
  await settled()
  expect(asked).toHaveLength(2)
  asked[1]?.('HALTED')
  await settled()
  expect([asked.length, shown()]).toEqual([2, 'HALTED'])
})

test('events faster than answers do not keep any answer from being shown', async () => {
  const { cache, asked, shown } = watched()
  asked[0]?.('a')
  await settled()
  void askAnew(cache, 'bot')
  await settled()
  void askAnew(cache, 'bot')
  asked[1]?.('b')
  await settled()
  expect([asked.length, shown()]).toEqual([3, 'b'])
})
