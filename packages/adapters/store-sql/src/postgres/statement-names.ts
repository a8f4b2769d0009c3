/** Names under which statements are prepared, the same on each connection. The texts are few: those of `compiled.ts`. */
export class StatementNames {
  readonly #names = new Map<string, string>()

  of(sql: string): string {
    const known = this.#names.get(sql)
    if (known !== undefined) return known
    const name = `ots_${this.#names.size + 1}`
    this.#names.set(sql, name)
    return name
  }
}
