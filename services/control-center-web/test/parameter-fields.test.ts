import { describe, expect, test } from 'vitest'
import { parameterFaults } from '../src/features/strategies/parameter-faults.ts'
import {
  fieldValue,
  parameterFields,
  paramsOf,
  schemaOfValues,
} from '../src/features/strategies/parameter-fields.ts'

const SCHEMA = {
  type: 'object',
  properties: {
    n: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, default: 50 },
    ratio: { type: 'number', exclusiveMinimum: 0 },
    quantity: { type: 'string', pattern: '^\\d+(\\.\\d+)?$' },
    decimal: { description: 'in per cent' },
    mood: { type: 'string', enum: ['calm', 'wild'] },
    isOn: { type: 'boolean' },
    levels: { type: 'array', items: { type: 'integer' } },
    either: { type: ['string', 'null'] },
  },
  required: ['n', 'quantity'],
}
const fields = parameterFields(SCHEMA)
const field = (name: string) => fields.find((each) => each.name === name) as (typeof fields)[number]

describe('a form of a schema', () => {
  test('has a field for each property, of a kind that can hold it', () => {
    expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['n', 'integer'],
      ['ratio', 'number'],
      ['quantity', 'text'],
      ['decimal', 'text'],
      ['mood', 'choice'],
      ['isOn', 'boolean'],
      ['levels', 'json'],
      ['either', 'json'],
    ])
    expect(field('n')).toMatchObject({ isRequired: true, byDefault: '50', hint: '≥ 1' })
    expect(field('ratio').hint).toBe('> 0')
    expect(field('decimal').hint).toBe('in per cent')
    expect(field('mood').options).toEqual(['calm', 'wild'])
  })

  test('of a strategy whose schema nobody tells has what is set, and gives back the same kinds', () => {
    const params = { every: 12, quantity: '0.0025', isOn: false, levels: [1, 2] }
    const own = parameterFields(schemaOfValues(params))
    expect(own.map(({ name, kind }) => [name, kind])).toEqual([
      ['every', 'number'],
      ['quantity', 'text'],
      ['isOn', 'boolean'],
      ['levels', 'json'],
    ])
    const texts = { every: '20', quantity: '0.005', isOn: 'true', levels: '[3]' }
    expect(paramsOf(own, texts)).toEqual({ every: 20, quantity: '0.005', isOn: true, levels: [3] })
    expect(parameterFaults(own, { every: 'many', quantity: 'some' }, 'needed')).toHaveLength(1)
    expect(parameterFields(schemaOfValues(null))).toEqual([])
  })

  test.each([undefined, null, 'text', [], {}, { properties: 'none' }])('has none of %j', (schema) => {
    expect(parameterFields(schema)).toEqual([])
  })

  test('sends whole numbers as numbers, decimals as the text they are, and leaves out what is empty', () => {
    const values = { n: '7', ratio: '0.5', quantity: '0.10', mood: '', isOn: 'true', levels: '[1,2]' }
    expect(paramsOf(fields, values)).toEqual({
      ...{ n: 7, ratio: 0.5, quantity: '0.10', isOn: true, levels: [1, 2] },
    })
  })

  test('leaves what stands for nothing as it is, for the schema to refuse', () => {
    expect(fieldValue(field('n'), '1e3')).toBe('1e3')
    expect(fieldValue(field('levels'), '[1,')).toBe('[1,')
  })
})

describe('values', () => {
  const faultsOf = (values: Readonly<Record<string, string>>) => [
    ...parameterFaults(fields, { n: '5', quantity: '1', ...values }, 'needed').keys(),
  ]

  test('are held to the strategy’s own schema, each by itself', () => {
    expect(faultsOf({})).toEqual([])
    expect(faultsOf({ n: '0' })).toEqual(['n'])
    expect(faultsOf({ n: '0.5', quantity: 'much', mood: 'odd' })).toEqual(['n', 'quantity', 'mood'])
    expect(faultsOf({ levels: '[1,"x"]' })).toEqual(['levels'])
    expect(faultsOf({ n: '' })).toEqual(['n'])
    expect(faultsOf({ ratio: '' })).toEqual([])
  })

  test('of a schema that cannot be read are the strategy’s to check', () => {
    const [odd] = parameterFields({ properties: { odd: { $ref: '#/nowhere' } } })
    expect(parameterFaults(odd === undefined ? [] : [odd], { odd: 'x' }, 'needed').size).toBe(0)
  })
})
