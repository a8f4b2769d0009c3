import { describe, expect, test } from 'vitest'
import { type FaultTexts, parameterFaults } from '../src/features/strategies/parameter-faults.ts'
import {
  fieldValue,
  parameterFields,
  paramsOf,
  schemaOfValues,
  standsFor,
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
const TEXTS: FaultTexts = {
  ...{ required: 'needed', whole: 'whole', number: 'number' },
  bound: (kind, bound) => `${kind} ${bound}`,
  other: (message) => message,
}
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
    expect(parameterFaults(own, { every: 'many', quantity: 'some' }, TEXTS)).toHaveLength(1)
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

  test('takes an empty field for its default', () => {
    expect(standsFor(field('n'), ' ')).toBe('50')
    expect(standsFor(field('ratio'), '')).toBe('')
    expect(paramsOf(fields, { n: '', quantity: '1' })).toEqual({ n: 50, quantity: '1' })
  })

  test('leaves what stands for nothing as it is, for the schema to refuse', () => {
    expect(fieldValue(field('n'), '1e3')).toBe('1e3')
    expect(fieldValue(field('levels'), '[1,')).toBe('[1,')
  })
})

describe('values', () => {
  const faultsOf = (values: Readonly<Record<string, string>>) => [
    ...parameterFaults(fields, { n: '5', quantity: '1', ...values }, TEXTS).keys(),
  ]

  test('are held to the strategy’s own schema, each by itself', () => {
    expect(faultsOf({})).toEqual([])
    expect(faultsOf({ n: '0' })).toEqual(['n'])
    expect(faultsOf({ n: '0.5', quantity: 'much', mood: 'odd' })).toEqual(['n', 'quantity', 'mood'])
    expect(faultsOf({ levels: '[1,"x"]' })).toEqual(['levels'])
    expect(faultsOf({ quantity: '' })).toEqual(['quantity'])
    expect(faultsOf({ n: '' })).toEqual([])
    expect(faultsOf({ ratio: '' })).toEqual([])
  })

  test('that do not fit are told what would', () => {
    const faultOf = (name: string, text: string) =>
      parameterFaults(fields, { n: '5', quantity: '1', [name]: text }, TEXTS).get(name)
    expect(faultOf('n', 'abc')).toBe('whole')
    expect(faultOf('n', '1.5')).toBe('whole')
    expect(faultOf('n', '0')).toBe('least 1')
    expect(faultOf('ratio', 'abc')).toBe('number')
    expect(faultOf('ratio', '0')).toBe('above 0')
    expect(faultOf('quantity', '')).toBe('needed')
    expect(faultOf('quantity', 'much')).toMatch(/pattern/)
  })

  test('of a schema that cannot be read are the strategy’s to check', () => {
    const [odd] = parameterFields({ properties: { odd: { $ref: '#/nowhere' } } })
    expect(parameterFaults(odd === undefined ? [] : [odd], { odd: 'x' }, TEXTS).size).toBe(0)
  })
})
