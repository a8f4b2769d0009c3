import { describe, expect, it } from 'vitest'
import { docsProblems } from '../checks/docs-paths.ts'
import { repositoryOf } from '../repository/repository.ts'

const problems = (text: string, path = 'docs/architecture.md') =>
  docsProblems(
    repositoryOf({
      'package.json': '{"scripts":{"verify":"x"}}',
      'packages/domain/src/index.ts': '',
      'README.md': '',
      [path]: text,
    }),
  )

describe('paths in documents', () => {
  it.each([
    '[the table](../packages/domain/src/table.ts)',
    'see `packages/domain/src/table.ts`',
    'see `packages/nothing/`',
    'run `npm run simulate`',
  ])('are missed in %s', (text) => {
    expect(problems(text)).toHaveLength(1)
  })

  it.each([
    '[home](../README.md#start) and [out](https://example.org/x)',
    '`packages/domain/src/index.ts:12` and `packages/domain`',
    '`npm run verify`',
    '`market-data.trades.<venue>` and `packages/<name>/src`',
    '```\npackages/nothing/x.ts\n[no](link.md)\n```',
    'a word with and/or without',
  ])('are found in %s', (text) => {
    expect(problems(text)).toEqual([])
  })

  it('are read from the folder of a README where they begin with src', () => {
    expect(problems('`src/index.ts`', 'packages/domain/README.md')).toEqual([])
    expect(problems('`src/other.ts`', 'packages/domain/README.md')).toHaveLength(1)
  })
})
