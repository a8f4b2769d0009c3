/** What an entry of the log changed, field by field. */

export interface AuditChange {
  readonly name: string
  /** As text; undefined where it was not there. */
  readonly from: string | undefined
  readonly to: string | undefined
}

/** Only what differs; the fields of objects one by one, anything else as a whole. */
export function auditChanges(before: unknown, after: unknown): readonly AuditChange[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  const names = [...new Set([...was.keys(), ...is.keys()])]
  return names.flatMap((name) => {
    const [from, to] = [was.get(name), is.get(name)]
    return from === to ? [] : [{ name, from, to }]
  })
}

function fieldsOf(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (value === null || value === undefined) return new Map()
  if (typeof value !== 'object' || Array.isArray(value)) return new Map([[path || 'value', textOf(value)]])
  const fields = Object.entries(value)
  return new Map(
    fields.flatMap(([name, each]) => {
      const inner = path === '' ? name : `${path}.${name}`
      return each !== null && typeof each === 'object' && !Array.isArray(each)
        ? [...fieldsOf(each, inner)]
        : [[inner, textOf(each)] as const]
    }),
  )
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
