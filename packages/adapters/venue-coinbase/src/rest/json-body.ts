/** Undefined where a body is not JSON: cut short, or a page of something that stands in front of the venue. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
