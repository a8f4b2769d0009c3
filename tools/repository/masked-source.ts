/**
 * TypeScript with comments and the inside of strings, templates and regular expressions blanked out, character by
 * character, so that a pattern finds code only and offsets stay true. Code within `${…}` of a template is kept.
 * Known limit: whether a slash starts a regular expression is guessed from the character before it.
 */
const REGEX_MAY_FOLLOW = /[(,=:[!&|?{};+\-*%<>~^\n]$|\b(?:return|typeof|case|in|of|void|delete)$/

export function maskSource(source: string): string {
  return new Masker(source).run()
}

class Masker {
  readonly source: string
  #out = ''
  #at = 0
  /** Depth of braces at which each open template goes on. */
  readonly #templates: number[] = []
  #braces = 0

  constructor(source: string) {
    this.source = source
  }

  run(): string {
    while (this.#at < this.source.length) this.#step()
    return this.#out
  }

  #step(): void {
    const character = this.source[this.#at] ?? ''
    const pair = this.source.slice(this.#at, this.#at + 2)
    if (pair === '//') this.#blank(this.#find('\n', this.#at))
    else if (pair === '/*') this.#blank(this.#find('*/', this.#at + 2) + 2)
    else if (character === "'" || character === '"') this.#quoted(character)
    else if (character === '`') this.#template()
    else if (character === '/' && REGEX_MAY_FOLLOW.test(this.#before())) this.#regularExpression()
    else this.#code(character)
  }

  #code(character: string): void {
    if (character === '{') this.#braces++
    if (character === '}') {
      if (this.#templates.at(-1) === this.#braces) {
        this.#templates.pop()
        this.#template()
        return
      }
      this.#braces--
    }
    this.#keep()
  }

  #quoted(quote: string): void {
    this.#keep()
    while (this.#at < this.source.length && this.source[this.#at] !== quote) this.#hideEscaped()
    this.#keep()
  }

  /** From a backtick, or from the brace that ends a substitution, to the next substitution or the end. */
  #template(): void {
    this.#keep()
    while (this.#at < this.source.length) {
      if (this.source[this.#at] === '`') break
      if (this.source.startsWith('${', this.#at)) {
        this.#templates.push(this.#braces)
        this.#keep()
        break
      }
      this.#hideEscaped()
    }
    this.#keep()
  }

  #regularExpression(): void {
    this.#keep()
    let inClass = false
    while (this.#at < this.source.length && this.source[this.#at] !== '\n') {
      const character = this.source[this.#at]
      if (character === '/' && !inClass) break
      if (character === '[') inClass = true
      if (character === ']') inClass = false
      this.#hideEscaped()
    }
    this.#keep()
  }

  #hideEscaped(): void {
    const length = this.source[this.#at] === '\\' ? 2 : 1
    this.#blank(this.#at + length)
  }

  #keep(): void {
    this.#out += this.source[this.#at] ?? ''
    this.#at++
  }

  #blank(end: number): void {
    this.#out += this.source.slice(this.#at, end).replaceAll(/[^\n]/g, ' ')
    this.#at = Math.min(end, this.source.length)
  }

  #find(text: string, from: number): number {
    const found = this.source.indexOf(text, from)
    return found < 0 ? this.source.length : found
  }

  #before(): string {
    return this.#out.slice(-80).replace(/[ \t]+$/, '') || '\n'
  }
}

export const lineOf = (source: string, offset: number): number => source.slice(0, offset).split('\n').length
