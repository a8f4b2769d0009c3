import { describe, expect, it } from 'vitest'
import { nameProblems } from '../checks/names.ts'
import { repositoryOf } from '../repository/repository.ts'

const problems = (path: string, source = '') => nameProblems(repositoryOf({ [path]: source }))

describe('names', () => {
  it.each([
    'packages/domain/src/utils.ts',
    'packages/domain/src/helpers/price.ts',
    'packages/domain/src/common.ts',
    'services/risk-engine/src/limit-manager.ts',
    'packages/domain/src/OrderTable.ts',
    'packages/domain/src/order_table.ts',
  ])('refuses the file %s', (path) => {
    expect(problems(path)).toHaveLength(1)
  })

  it.each([
    'interface IOrder {}',
    'class StoreImpl {}',
    'const dateUtils = {}',
    'class LimitManager {}',
    'type PriceHelper = string',
  ])('refuses %s', (source) => {
    expect(problems('packages/domain/src/a.ts', source)).toHaveLength(1)
  })

  it.each([
    ['services/order-manager/src/create-order-manager.ts', 'export function createOrderManager() {}'],
    ['packages/domain/src/ids.ts', 'interface IntentOrigin {}\ntype Id = string'],
    ['packages/domain/src/a.ts', "// like utils\nconst text = 'class IOrder'"],
    ['packages/domain/test/order-table.test.ts', ''],
  ])('lets %s be', (path, source) => {
    expect(problems(path, source)).toEqual([])
  })
})
