/** Server-sent events out of chunks of text, as the HTML standard has them: lines in any ending, an event at an empty line. */

export interface ServerEvent {
  readonly event: string
  readonly data: string
  /** Of the last event that had one. */
  readonly id: string
}

/** Called with each chunk; gives the events that are complete by it. */
export function createSseParser(): (chunk: string) => readonly ServerEvent[] {
  let rest = ''
  let event = ''
  let data: string[] = []
  let id = ''
  const take = (line: string, events: ServerEvent[]): void => {
    if (line === '') {
      if (data.length > 0) events.push({ event: event || 'message', data: data.join('\n'), id })
      event = ''
      data = []
      return
    }
    const colon = line.indexOf(':')
    // A comment, as the heartbeat is.
    if (colon === 0) return
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') event = value
    else if (field === 'data') data.push(value)
    else if (field === 'id' && !value.includes('\0')) id = value
  }
  return (chunk) => {
    const events: ServerEvent[] = []
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) take(line, events)
    return events
  }
}
