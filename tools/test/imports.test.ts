import { describe, expect, it } from 'vitest'
import { importsOf } from '../repository/imports.ts'

const specifiers = (source: string) => importsOf(source).map(({ specifier }) => specifier)

describe('imports of a file', () => {
  it('are found in every form, types included', () => {
    const source = [
      "import a from 'a'",
      "import type { B } from 'b'",
      "import {\n  c,\n  type C,\n} from 'c'",
      "import 'd'",
      "export * from 'e'",
      "export type { F } from 'f'",
      "const g = await import('g')",
      "type H = typeof import('h')",
      "import { oasis } from '../generated/messages.js'",
    ].join('\n')
    expect(specifiers(source)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '../generated/messages.js'])
  })

  it('are not found in comments, strings, or calls that look alike', () => {
    const source = [
      "// import a from 'a'",
      'const text = "import b from \'b\'"',
      "export const c = Buffer.from('c')",
      "export const d = Array.from('d')",
      'export const e = `from "e"`',
    ].join('\n')
    expect(specifiers(source)).toEqual([])
  })

  it('carry their line', () => {
    expect(importsOf("\n\nimport {\n a,\n} from 'a'\n")).toEqual([{ specifier: 'a', line: 5 }])
  })
})
