/** A serving module that does as it is told. */
import type { RunnerModule } from '@oasis/ports'

export const serve: RunnerModule['serve'] = (watch) => async (request) => {
  const { what, ms = 0 } = request as { what: string; ms?: number }
  const spin = () => {
    const until = performance.now() + ms
    while (performance.now() < until);
  }
  switch (what) {
    case 'echo':
      return { heard: request, big: 10n ** 30n }
    case 'spin':
      watch.begin()
      spin()
      watch.end()
      return 'spun'
    case 'spin unwatched':
      spin()
      return 'spun'
    case 'spin in a microtask':
      watch.begin()
      void turns(50).then(spin)
      return 'answered'
    case 'spin afterwards':
      watch.begin()
      setTimeout(spin, 5)
      return 'answered'
    case 'throw':
      throw new TypeError('as told')
    case 'throw later':
      setTimeout(() => {
        throw new Error('nobody catches this')
      })
      return new Promise(() => {})
    case 'exit':
      return process.exit(3)
    case 'eat': {
      const eaten: unknown[] = []
      for (;;) eaten.push(new Array(1_000_000).fill(eaten.length))
    }
    case 'environment':
      return Object.keys(process.env)
    case 'import':
      return Object.keys(await import((request as { module: string }).module))
    default:
      return new Promise(() => {})
  }
}

async function turns(many: number): Promise<void> {
  for (let turn = 0; turn < many; turn++) await undefined
}
