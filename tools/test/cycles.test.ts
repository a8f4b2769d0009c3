import { describe, expect, it } from 'vitest'
import { cycles } from '../checks/cycles.ts'
import { repositoryOf } from '../repository/repository.ts'

describe('cycles', () => {
  it('are found between files, through types as well', async () => {
    const { problems } = await cycles.run(
      repositoryOf({
        'a/src/x.ts': "import type { Y } from './y.ts'",
        'a/src/y.ts': "export * from './z.ts'",
        'a/src/z.ts': "import { x } from './x.ts'",
        'a/src/apart.ts': "import { x } from './x.ts'",
      }),
    )
    expect(problems).toHaveLength(1)
    expect(problems[0]?.split(' → ').toSorted()).toEqual(
      ['a/src/x.ts', 'a/src/x.ts', 'a/src/y.ts', 'a/src/z.ts'].toSorted(),
    )
  })

  it('are found between packages', async () => {
    const manifest = (name: string, dependency: string) =>
      JSON.stringify({ name, dependencies: { [dependency]: '0.0.0' } })
    const { problems } = await cycles.run(
      repositoryOf({
        'packages/ports/package.json': manifest('p', 'd'),
        'packages/domain/package.json': manifest('d', 'p'),
      }),
    )
    expect(problems).toHaveLength(1)
  })

  it('are not seen where two ways lead to one file', async () => {
    const { problems } = await cycles.run(
      repositoryOf({
        'a.ts': "import './b.ts'\nimport './c.ts'",
        'b.ts': "import './d.ts'",
        'c.ts': "import './d.ts'",
        'd.ts': '',
      }),
    )
    expect(problems).toEqual([])
  })
})
