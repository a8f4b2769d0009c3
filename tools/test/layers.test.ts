import { describe, expect, it } from 'vitest'
import { layerProblems } from '../checks/layers.ts'
import { repositoryOf } from '../repository/repository.ts'

const manifest = (name: string, dependencies: Record<string, string> = {}) =>
  JSON.stringify({ name: `@oasis/${name}`, dependencies })

const WORKSPACES = {
  'packages/domain/package.json': manifest('domain'),
  'packages/ports/package.json': manifest('ports'),
  'packages/contracts/package.json': manifest('contracts'),
  'packages/runtime/package.json': manifest('runtime'),
  'packages/strategy-sdk/package.json': manifest('strategy-sdk'),
  'packages/testkit/package.json': manifest('testkit'),
  'packages/adapters/store-sql/package.json': manifest('store-sql'),
  'packages/adapters/venue-paper/package.json': manifest('venue-paper'),
  'services/risk-engine/package.json': manifest('risk-engine'),
  'services/strategy-framework/package.json': manifest('strategy-framework'),
  'services/control-center-web/package.json': manifest('control-center-web'),
  'apps/ots/package.json': manifest('ots'),
}
const problems = (files: Record<string, string>) => layerProblems(repositoryOf({ ...WORKSPACES, ...files }))

describe('layers', () => {
  it.each([
    ['domain from ports', 'packages/domain/src/a.ts', '@oasis/ports'],
    ['ports from contracts', 'packages/ports/src/a.ts', '@oasis/contracts'],
    ['contracts from ports', 'packages/contracts/src/a.ts', '@oasis/ports'],
    ['runtime from contracts', 'packages/runtime/src/a.ts', '@oasis/contracts'],
    ['the SDK from ports', 'packages/strategy-sdk/src/a.ts', '@oasis/ports'],
    ['an adapter from another', 'packages/adapters/venue-paper/src/a.ts', '@oasis/store-sql'],
    ['an adapter from a service', 'packages/adapters/venue-paper/src/a.ts', '@oasis/risk-engine'],
    ['a service from an adapter', 'services/risk-engine/src/a.ts', '@oasis/store-sql'],
    ['a service from another', 'services/risk-engine/src/a.ts', '@oasis/strategy-framework'],
    ['a service from the SDK', 'services/risk-engine/src/a.ts', '@oasis/strategy-sdk'],
    ['a service from a driver', 'services/risk-engine/src/a.ts', 'ws'],
    ['domain in the web page', 'services/control-center-web/src/ui/a.tsx', '@oasis/domain'],
    ['domain from a library', 'packages/domain/src/a.ts', 'zod'],
    ['an app from the testkit', 'apps/ots/src/a.ts', '@oasis/testkit'],
    ['a package from itself by name', 'packages/ports/src/a.ts', '@oasis/ports'],
    ['the inside of a package', 'apps/ots/src/a.ts', '@oasis/domain/src/values/decimal.ts'],
    ['the inside of a package, in a test', 'apps/ots/test/a.test.ts', '@oasis/domain/src/values/decimal.ts'],
    ['another package by a path', 'packages/ports/src/a.ts', '../../domain/src/index.ts'],
    ["one of Node's modules without saying so", 'apps/ots/src/a.ts', 'fs'],
  ])('refuse importing %s', (_, path, specifier) => {
    const found = problems({ [path]: `import type { X } from '${specifier}'\n` })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`${path}:1: `)
  })

  it.each([
    ['ports from domain', 'packages/ports/src/a.ts', '@oasis/domain'],
    ['a service from runtime', 'services/risk-engine/src/a.ts', '@oasis/runtime'],
    ['the strategy framework from the SDK', 'services/strategy-framework/src/a.ts', '@oasis/strategy-sdk'],
    ['an adapter from its driver', 'packages/adapters/store-sql/src/a.ts', 'kysely'],
    ['a library in the web page', 'services/control-center-web/app/a.tsx', 'react'],
    ['an app from an adapter', 'apps/ots/src/a.ts', '@oasis/store-sql'],
    ['the testkit in a test', 'services/risk-engine/test/a.test.ts', '@oasis/testkit'],
    ['an adapter in a test', 'services/risk-engine/test/a.test.ts', '@oasis/store-sql'],
    ['its own source in a test', 'services/risk-engine/test/a.test.ts', '../src/core/check.ts'],
  ])('let %s be imported', (_, path, specifier) => {
    expect(problems({ [path]: `import { x } from '${specifier}'\n` })).toEqual([])
  })

  it('refuse a dependency that no file uses yet', () => {
    const found = problems({
      'services/risk-engine/package.json': manifest('risk-engine', { '@oasis/store-sql': '0.0.0' }),
    })
    expect(found).toEqual([
      'services/risk-engine/package.json: a service may not import an adapter (@oasis/store-sql)',
    ])
  })

  it.each(['packages/adapters/venue-paper/test/services/a.test.ts', 'packages/testkit/src/chaos/a.ts'])(
    'let %s start real servers',
    (path) => {
      const up = '../'.repeat(path.split('/').length - 1)
      expect(problems({ [path]: `import '${up}tools/services/src/index.ts'\n` })).toEqual([])
      expect(problems({ [path]: `import '${up}tools/verify.ts'\n` })).toHaveLength(1)
    },
  )

  it('keep real servers out of what is delivered', () => {
    const text = `import '../../../tools/services/src/index.ts'\n`
    expect(problems({ 'apps/ots/src/a.ts': text })).toHaveLength(1)
  })
})
