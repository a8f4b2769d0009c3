/** Reads a stream of server-sent events, as a page does. */
export interface SentEvent {
  readonly id: string | undefined
  readonly event: string
  // Whatever was sent: tests look into it freely.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly data: any
}

export interface EventStream {
  readonly events: SentEvent[]
  readonly status: number
  /** Resolves when the other side has ended it. */
  readonly ended: Promise<void>
  close(): void
}

export async function openEvents(url: string, token: string, lastEventId?: string): Promise<EventStream> {
  const done = new AbortController()
  const response = await fetch(url, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    signal: done.signal,
  })
  const events: SentEvent[] = []
  const read = async () => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const bytes of response.body ?? []) {
      text += decoder.decode(bytes, { stream: true })
      const parts = text.split('\n\n')
      text = parts.pop() ?? ''
      for (const part of parts) events.push(...parse(part))
    }
  }
  const ended = read().catch(() => {})
  return { events, status: response.status, ended, close: () => done.abort() }
}

function parse(part: string): readonly SentEvent[] {
  const fields = new Map(
    part.split('\n').flatMap((line): [string, string][] => {
      const at = line.indexOf(': ')
      return at > 0 ? [[line.slice(0, at), line.slice(at + 2)]] : []
    }),
  )
  const data = fields.get('data')
  if (data === undefined) return []
  return [{ id: fields.get('id'), event: fields.get('event') ?? 'message', data: JSON.parse(data) }]
}
