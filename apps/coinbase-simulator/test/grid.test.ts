import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGrid, gridText, gridUnits } from '../src/core/grid.ts'

const increments = fc.constantFrom('0.01', '0.00000001', '1', '0.1', '0.0025', '10')

describe('Grid', () => {
  it('reads back exactly what it wrote, whatever the increment', () => {
    fc.assert(
      fc.property(increments, fc.integer({ min: 0, max: 2 ** 40 }), (increment, units) => {
        const grid = createGrid(increment)
        expect(gridUnits(grid, gridText(grid, units))).toBe(units)
      }),
    )
  })

  it('writes no trailing zeros', () => {
    expect(gridText(createGrid('0.01'), 7991460)).toBe('79914.6')
    expect(gridText(createGrid('0.01'), 7991400)).toBe('79914')
    expect(gridText(createGrid('0.00000001'), 1)).toBe('0.00000001')
    expect(gridText(createGrid('0.00000001'), 0)).toBe('0')
  })

  it('refuses text that is off the grid and increments that are none', () => {
    expect(() => gridUnits(createGrid('0.01'), '1.005')).toThrow('multiple of 0.01')
    expect(() => gridUnits(createGrid('0.0025'), '1.001')).toThrow('multiple')
    expect(() => gridUnits(createGrid('1'), '1e3')).toThrow('multiple')
    expect(() => createGrid('0')).toThrow('positive')
    expect(() => createGrid('-0.1')).toThrow('plain')
  })
})
