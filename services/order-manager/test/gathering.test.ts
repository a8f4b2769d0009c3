/** What is asked for while a turn is waited for is done in one; what is too much for one is not left behind. */
import { expect, test } from 'vitest'
import { Gathering } from '../src/gathering.ts'

function gathered(work: (names: readonly string[]) => Promise<void> = async () => {}) {
  const turns: (() => Promise<void>)[] = []
  const done: string[][] = []
  const failed: string[] = []
  const gathering = new Gathering<{ name: string; fail: (error: unknown) => void }>({
    turn: async (task) => void turns.push(task),
    most: 2,
    work: async (items) => {
      done.push(items.map(({ name }) => name))
      await work(items.map(({ name }) => name))
    },
  })
  const add = (...names: string[]) => {
    for (const name of names) gathering.add({ name, fail: (error) => failed.push(`${name}: ${error}`) })
  }
  const takeTurns = async () => {
    for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) await turn()
  }
  return { add, takeTurns, done, failed }
}

test('more than fits in one turn has the next ones, in the order of asking', async () => {
  const { add, takeTurns, done } = gathered()
  add('a', 'b', 'c', 'd', 'e')
  await takeTurns()
  expect(done).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  add('f')
  await takeTurns()
  expect(done.at(-1)).toEqual(['f'])
})

test('who was in a turn that failed is told so, and the others have theirs', async () => {
  const { add, takeTurns, done, failed } = gathered(async (names) => {
    if (names.includes('a')) throw new Error('full')
  })
  add('a', 'b', 'c')
  await takeTurns()
  expect(done).toEqual([['a', 'b'], ['c']])
  expect(failed).toEqual(['a: Error: full', 'b: Error: full'])
})
