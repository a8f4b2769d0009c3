import { describe, expect, it } from 'vitest'
import { maskSource } from '../repository/masked-source.ts'

describe('masking a source', () => {
  it.each([
    ['a line comment', 'a // fetch(\nb', 'a          \nb'],
    ['a block comment', 'a /* x\ny */ b', 'a     \n     b'],
    ['a string', "a = 'it\\'s' + b", "a = '     ' + b"],
    ['a template, keeping code within it', 'a = `x${now(`y`)}z`', 'a = ` ${now(` `)} `'],
    ['a regular expression', 'a = /["\'/]x/g', 'a = /      /g'],
    ['no division', 'a = b / c / d', 'a = b / c / d'],
    ['a slash within a string', "'http://x' + y", "'        ' + y"],
    ['braces of an object within a template', '`${{ a: `}` }.a}b` + c', '`${{ a: ` ` }.a} ` + c'],
  ])('blanks %s', (_, source, expected) => {
    expect(maskSource(source)).toBe(expected)
  })

  it('keeps every offset', () => {
    const source = "const a = '\\n' // b\n/* c */ const d = `e${f}` + /g[/]/.source\n"
    expect(maskSource(source)).toHaveLength(source.length)
  })
})
