import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const folder = (language: string) => new URL(`../messages/${language}/`, import.meta.url)
const areas = readdirSync(folder('en'))

/** `frame.stop.title` → its text, and the names that are filled into it. */
function textsOf(language: string, area: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') texts.set(path, value)
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, `${path}.${key}`)
  }
  walk(JSON.parse(readFileSync(new URL(area, folder(language)), 'utf8')), area.replace('.json', ''))
  return texts
}

/** Names in braces and tags, each once: plurals may be written in other forms, whose one word is not a name. */
const filledIn = (text: string): readonly string[] =>
  [
    ...new Set(
      text.match(
        /(?<!(?:=\d+|zero|one|two|few|many|other) )\{\w+(?=\}|, (?:plural|select|number|date))|<\w+>/g,
      ) ?? [],
    ),
  ].toSorted()

describe('texts', () => {
  test('are of the same areas in both languages', () => {
    expect(readdirSync(folder('pt-BR'))).toEqual(areas)
  })

  test.each(areas)('of %s are there in both languages, with the same names to fill in', (area) => {
    const [english, portuguese] = [textsOf('en', area), textsOf('pt-BR', area)]
    expect([...portuguese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
    for (const [key, text] of english)
      expect([key, filledIn(portuguese.get(key) ?? '')]).toEqual([key, filledIn(text)])
  })
})
