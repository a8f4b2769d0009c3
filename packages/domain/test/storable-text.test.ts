import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isStorable, MAX_TEXT_LENGTH, storableText } from '../src/index.ts'

/** All that a string can hold, halves of surrogate pairs included, with NULs among it. */
const anything = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\0', '\ud800', '\udc00', '😀')))
  .map((parts) => parts.join(''))

describe('text made storable', () => {
  test('is as it was where stores give it back as it is', () => {
    fc.assert(
      fc.property(anything, (text) => {
        fc.pre(isStorable(text) && text.length <= MAX_TEXT_LENGTH)
        expect(storableText(text)).toBe(text)
      }),
    )
  })

  test('is storable, short enough, and stays as it is the second time, whatever it was', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 80 }), (text, maxLength) => {
        const stored = storableText(text, maxLength)
        expect(isStorable(stored)).toBe(true)
        expect(stored.length).toBeLessThanOrEqual(maxLength)
        expect(storableText(stored, maxLength)).toBe(stored)
      }),
    )
  })

  test('shows where something was that cannot be stored', () => {
    expect(storableText('a\0b')).toBe('a\ufffdb')
    expect(storableText('\ud800 and \udc00')).toBe('\ufffd and \ufffd')
    expect(storableText('😀')).toBe('😀')
  })

  test('says how much is missing, and cuts no pair in two', () => {
    expect(storableText('x'.repeat(100), 40)).toBe(`${'x'.repeat(17)}… [83 characters more]`)
    for (let lead = 0; lead < 4; lead++) {
      const stored = storableText('x'.repeat(lead) + '😀'.repeat(5_000))
      expect(stored).not.toContain('\ufffd')
      expect(stored).toMatch(/… \[\d+ characters more\]$/)
    }
  })
})
