import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSseParser, type ServerEvent } from '../src/live/sse-parser.ts'

const STREAM = [
  'retry: 2000\nevent: ready\nid: e1-4\ndata: {}\n\n',
  ': beat\n\n',
  'event: order\ndata: {"a":1}\n\n',
  'id: e1-5\nevent: fill\ndata: {"b":\ndata: 2}\n\n',
].join('')

const EVENTS: readonly ServerEvent[] = [
  { event: 'ready', data: '{}', id: 'e1-4' },
  { event: 'order', data: '{"a":1}', id: 'e1-4' },
  { event: 'fill', data: '{"b":\n2}', id: 'e1-5' },
]

describe('server-sent events', () => {
  test('are the same however they are cut, and whatever ends their lines', () => {
    const cuts = fc.array(fc.nat(STREAM.length), { maxLength: 12 })
    fc.assert(
      fc.property(cuts, fc.constantFrom('\n', '\r\n', '\r'), (places, ending) => {
        const text = STREAM.replaceAll('\n', ending)
        const parse = createSseParser()
        const ends = [...places.toSorted((a, b) => a - b), text.length]
        let from = 0
        const events = ends.flatMap((end) => {
          const chunk = text.slice(from, end)
          from = Math.max(from, end)
          return parse(chunk)
        })
        // A lone carriage return at the end may be the first half of a line's end.
        expect([...events, ...parse(': beat\n')]).toEqual(EVENTS)
      }),
    )
  })

  test('that are not whole yet are not told', () => {
    const parse = createSseParser()
    expect(parse('event: order\ndata: 1\n')).toEqual([])
    expect(parse('\n')).toEqual([{ event: 'order', data: '1', id: '' }])
  })
})
