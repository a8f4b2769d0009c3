'use client'
/** The market of one instrument: candles that go on live, the book, the tape, and what is ours in it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useApi } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { Fill, Trade } from '../../api/types.ts'
import { useLiveEvents } from '../../live/live-provider.tsx'
import { type Candle, type Interval, type Minutes, withMinutes } from './live-candles.ts'

const CANDLES = 300
const FILLS = 500
const TRADES = 50
/** Volumes of longer candles, and what was missed, come with it. */
const CANDLES_EVERY_MS = 15_000
const BOOK_EVERY_MS = 1_000
const MOST_MINUTES = 60

export function useCandles(instrument: string, interval: Interval) {
  const { client } = useApi()
  const [minutes, setMinutes] = useState<Minutes>(new Map())
  const asked = useQuery({
    queryKey: ['candles', instrument, interval],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/market/{instrument}/candles', {
          params: { path: { instrument }, query: { interval, limit: CANDLES } },
          signal,
        }),
      ),
    refetchInterval: CANDLES_EVERY_MS,
    placeholderData: keepPreviousData,
  })
  useLiveEvents('candle', (events) => {
    const ours = events.filter(({ instrumentId, interval: of }) => instrumentId === instrument && of === '1m')
    if (ours.length === 0) return
    setMinutes((known) => {
      const next = new Map<string, Candle>([
        ...known,
        ...ours.map(({ candle }) => [candle.openTime, candle] as const),
      ])
      return new Map([...next].slice(-MOST_MINUTES))
    })
  })
  const { data } = asked
  const candles = useMemo(
    () => (data === undefined ? undefined : withMinutes(data.items, minutes, data.interval)),
    [data, minutes],
  )
  return { ...asked, data: candles }
}

/**
 * Own fills, newest first; of one strategy, or of all. What is filled meanwhile is put to them: asked for at each fill, an
 * answer would bring hundreds of them, and where there are many fills none would ever arrive.
 */
export function useFillsOf(instrument: string, strategy?: string) {
  const { client } = useApi()
  const [fresh, setFresh] = useState<readonly Fill[]>([])
  useLiveEvents('fill', (events) => {
    const fills = events.map(({ fill }) => fill).filter(({ instrumentId }) => instrumentId === instrument)
    if (fills.length > 0) setFresh((known) => [...fills.toReversed(), ...known].slice(0, FILLS))
  })
  const asked = useQuery({
    queryKey: ['fills', 'of', instrument, strategy],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/fills', {
          params: { query: { instrument, ...(strategy === undefined ? {} : { strategy }), limit: FILLS } },
          signal,
        }),
      ),
  })
  const told = asked.data?.items
  const data = useMemo(
    () =>
      told === undefined
        ? undefined
        : newestOf([...fresh.filter((fill) => isOf(fill, instrument, strategy)), ...told]),
    [fresh, told, instrument, strategy],
  )
  return { ...asked, data }
}

/** A strategy's instances bear its name and one of their own. */
const isOf = ({ instrumentId, strategyId }: Fill, instrument: string, strategy: string | undefined) =>
  instrumentId === instrument &&
  (strategy === undefined || strategyId === strategy || strategyId.startsWith(`${strategy}.`))

const newestOf = (fills: readonly Fill[]): readonly Fill[] =>
  [...new Map(fills.map((fill) => [fill.id, fill])).values()]
    .sort((a, b) => (a.ts < b.ts ? 1 : a.ts > b.ts ? -1 : 0))
    .slice(0, FILLS)

export function useBook(instrument: string) {
  const { client } = useApi()
  return useQuery({
    queryKey: ['book', instrument],
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/market/{instrument}/book', { params: { path: { instrument } }, signal })),
    refetchInterval: BOOK_EVERY_MS,
  })
}

/** Newest first. */
export function useTape(instrument: string) {
  const { client } = useApi()
  const [fresh, setFresh] = useState<readonly Trade[]>([])
  const asked = useQuery({
    queryKey: ['tape', instrument],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/market/{instrument}/trades', {
          params: { path: { instrument }, query: { limit: TRADES } },
          signal,
        }),
      ),
  })
  useLiveEvents('trades', (events) => {
    const ours = events.flatMap(({ instrumentId, trades }) => (instrumentId === instrument ? trades : []))
    if (ours.length > 0) setFresh((known) => [...ours.toReversed(), ...known].slice(0, TRADES))
  })
  const told = asked.data?.items
  const data = useMemo(
    () =>
      told === undefined
        ? undefined
        : [...new Map([...fresh, ...told].map((trade) => [trade.id, trade])).values()].slice(0, TRADES),
    [fresh, told],
  )
  return { ...asked, data }
}
