'use client'
/**
 * Candles with what is ours drawn on them: fills as arrows, resting orders as lines, the position as a zone between its
 * cost and the last price. Times are the user's. The newest candle changes in place; only another list is drawn anew.
 */
import {
  BaselineSeries,
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  LineStyle,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { toPlot } from '../ui/format/decimal.ts'
import { toMillis } from '../ui/format/time-format.ts'
import { type ChartColors, useChartColors } from './chart-colors.ts'
import { chartLook, clockOf } from './chart-look.ts'
import { type ChartFill, type FillMark, fillMarks } from './fill-marks.ts'

export interface ChartCandle {
  readonly openTime: string
  readonly open: string
  readonly high: string
  readonly low: string
  readonly close: string
  readonly volume: string
}

export interface ChartOrder {
  readonly id: string
  readonly side: 'BUY' | 'SELL'
  readonly price: string
  readonly label: string
}

export interface ChartPosition {
  readonly cost: string
  readonly since: string
}

export interface CandleChartProps {
  readonly instrumentId: string
  /** Oldest first. */
  readonly candles: readonly ChartCandle[]
  readonly priceDigits: number
  readonly fills?: readonly ChartFill[]
  readonly orders?: readonly ChartOrder[]
  readonly position?: ChartPosition | undefined
  readonly isStale?: boolean
}

interface Drawn {
  readonly chart: IChartApi
  readonly candles: ISeriesApi<'Candlestick'>
  readonly volume: ISeriesApi<'Histogram'>
  readonly zone: ISeriesApi<'Baseline'>
  readonly markers: ISeriesMarkersPluginApi<Time>
  /** Aborted once the chart was removed: whoever draws on it afterwards makes it fail in the next frame. */
  readonly gone: AbortSignal
}

const isThere = (drawn: Drawn | undefined): drawn is Drawn => drawn?.gone.aborted === false

/**
 * Moved by the zone of whoever looks, since the chart itself knows UTC alone: its days begin at their midnight so. Whole
 * seconds, as the chart has them.
 */
function secondsOf(timestamp: string): UTCTimestamp {
  const millis = toMillis(timestamp)
  return (Math.floor(millis / 1_000) - new Date(millis).getTimezoneOffset() * 60) as UTCTimestamp
}
const NONE: readonly never[] = []

export function CandleChart(props: CandleChartProps) {
  const { instrumentId, candles, priceDigits, fills = NONE, orders = NONE, position, isStale = false } = props
  const t = useTranslations('charts')
  const colors = useChartColors()
  const box = useRef<HTMLDivElement>(null)
  const drawn = useDrawn(box, colors, priceDigits, isStale)
  useCandles(drawn, candles, colors, isStale)
  const marks = useMarks(fills, candles)
  useMarkers(drawn, marks, colors)
  useOrderLines(drawn, orders, colors)
  useZone(drawn, position, candles)
  return (
    <div
      ref={box}
      role="img"
      aria-label={t('candlesOf', { instrument: instrumentId, marks: marks.length, orders: orders.length })}
      className="size-full min-h-[220px]"
    />
  )
}

function useDrawn(
  box: { readonly current: HTMLDivElement | null },
  colors: ChartColors | undefined,
  digits: number,
  isStale: boolean,
): Drawn | undefined {
  const locale = useLocale()
  const [drawn, setDrawn] = useState<Drawn>()
  useEffect(() => {
    if (box.current === null || colors === undefined) return
    const chart = createChart(box.current, chartLook(colors, clockOf(locale), locale))
    const [up, down] = isStale
      ? [colors['--stale'], colors['--stale']]
      : [colors['--candle-up'], colors['--candle-down']]
    const volume = chart.addSeries(HistogramSeries, {
      ...{
        priceScaleId: 'volume',
        color: colors['--volume'],
        lastValueVisible: false,
        priceLineVisible: false,
      },
    })
    chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.88, bottom: 0 } })
    // The axis takes its form from the first series that it has.
    const priceFormat = {
      type: 'custom' as const,
      formatter: priceText(locale, digits),
      minMove: 10 ** -digits,
    }
    const zone = chart.addSeries(BaselineSeries, {
      priceFormat,
      ...{
        lineVisible: false,
        lastValueVisible: false,
        priceLineVisible: false,
        crosshairMarkerVisible: false,
      },
      ...{ topFillColor1: colors['--gain-tint'], topFillColor2: colors['--gain-tint'] },
      ...{ bottomFillColor1: colors['--loss-tint'], bottomFillColor2: colors['--loss-tint'] },
    })
    const candles = chart.addSeries(CandlestickSeries, {
      ...{ upColor: up, downColor: down, wickUpColor: up, wickDownColor: down, borderVisible: false },
      priceFormat,
    })
    const going = new AbortController()
    const markers = createSeriesMarkers(candles, [])
    setDrawn({ chart, volume, zone, candles, markers, gone: going.signal })
    return () => {
      going.abort()
      setDrawn(undefined)
      chart.remove()
    }
  }, [box, colors, digits, isStale, locale])
  return drawn
}

const priceText = (locale: string, digits: number) => {
  const form = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return (price: number): string => form.format(price)
}

const LEAST_BAR_PX = 4
/** Where the names of resting orders stand: on a phone they lie over the candles, or there would be none left. */
const ROOM_PX = { wide: 112, narrow: 32 }
const WIDE_FROM_PX = 600

/** All of them where each has room to be seen as a candle, else the newest; the others are dragged into sight. */
function showNewest(chart: IChartApi, count: number): void {
  const width = chart.timeScale().width()
  const free = width < WIDE_FROM_PX ? ROOM_PX.narrow : ROOM_PX.wide
  const shown = Math.min(count, Math.max(Math.floor((width - free) / LEAST_BAR_PX), 30))
  const pxOfBar = (width - free) / shown
  chart.timeScale().setVisibleLogicalRange({ from: count - shown, to: count + free / pxOfBar })
}

const barOf = ({ openTime, open, high, low, close }: ChartCandle) => ({
  time: secondsOf(openTime),
  ...{ open: toPlot(open), high: toPlot(high), low: toPlot(low), close: toPlot(close) },
})
const volumeOf = ({ openTime, volume }: ChartCandle) => ({ time: secondsOf(openTime), value: toPlot(volume) })

function useCandles(
  drawn: Drawn | undefined,
  candles: readonly ChartCandle[],
  colors: ChartColors | undefined,
  isStale: boolean,
): void {
  const before = useRef<{ readonly of?: Drawn; readonly candles: readonly ChartCandle[] }>({ candles: NONE })
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours and staleness make the chart anew, and so its candles.
  useEffect(() => {
    if (!isThere(drawn)) return
    const known = before.current
    before.current = { of: drawn, candles }
    const fresh = known.of === drawn ? newest(known.candles, candles) : undefined
    if (fresh === undefined) {
      drawn.candles.setData(candles.map(barOf))
      drawn.volume.setData(candles.map(volumeOf))
      if (known.of !== drawn || known.candles[0]?.openTime !== candles[0]?.openTime)
        showNewest(drawn.chart, candles.length)
      return
    }
    for (const candle of fresh) {
      drawn.candles.update(barOf(candle))
      drawn.volume.update(volumeOf(candle))
    }
  }, [drawn, candles, colors, isStale])
}

/** What has changed at the end; undefined where it is another list. */
function newest(
  before: readonly ChartCandle[],
  after: readonly ChartCandle[],
): readonly ChartCandle[] | undefined {
  const last = before.at(-1)
  if (last === undefined || before[0]?.openTime !== after[0]?.openTime) return undefined
  const from = before.length - 1
  if (after[from]?.openTime !== last.openTime || after.length - before.length > 2) return undefined
  return after.slice(from)
}

function useMarks(fills: readonly ChartFill[], candles: readonly ChartCandle[]): readonly FillMark[] {
  // Prices move all the time, candles once in a while: marks stand at candles.
  const times = candles.map(({ openTime }) => openTime).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the candles, their times alone matter.
  return useMemo(() => fillMarks(fills, candles), [fills, times])
}

function useMarkers(
  drawn: Drawn | undefined,
  marks: readonly FillMark[],
  colors: ChartColors | undefined,
): void {
  useEffect(() => {
    if (!isThere(drawn) || colors === undefined) return
    drawn.markers.setMarkers(
      marks.map(
        ({ id, side, openTime, text }): SeriesMarker<Time> => ({
          ...{ id, time: secondsOf(openTime), shape: side === 'BUY' ? 'arrowUp' : 'arrowDown' },
          position: side === 'BUY' ? 'belowBar' : 'aboveBar',
          color: side === 'BUY' ? colors['--gain'] : colors['--loss'],
          ...(text === undefined ? {} : { text }),
        }),
      ),
    )
  }, [drawn, marks, colors])
}

function useOrderLines(
  drawn: Drawn | undefined,
  orders: readonly ChartOrder[],
  colors: ChartColors | undefined,
): void {
  useEffect(() => {
    if (!isThere(drawn) || colors === undefined) return
    const lines: readonly IPriceLine[] = orders.map(({ side, price, label }) => {
      const color = side === 'BUY' ? colors['--gain'] : colors['--loss']
      return drawn.candles.createPriceLine({
        ...{ price: toPlot(price), color, lineWidth: 1, lineStyle: LineStyle.Dashed },
        ...{
          title: label,
          axisLabelVisible: true,
          axisLabelColor: colors['--surface-3'],
          axisLabelTextColor: color,
        },
      })
    })
    return () => {
      if (!isThere(drawn)) return
      for (const line of lines) drawn.candles.removePriceLine(line)
    }
  }, [drawn, orders, colors])
}

/** From the entry to the last price, since the position was opened. */
function useZone(
  drawn: Drawn | undefined,
  position: ChartPosition | undefined,
  candles: readonly ChartCandle[],
): void {
  useEffect(() => {
    if (!isThere(drawn)) return
    const last = candles.at(-1)
    if (position === undefined || last === undefined) {
      drawn.zone.setData([])
      return
    }
    drawn.zone.applyOptions({ baseValue: { type: 'price', price: toPlot(position.cost) } })
    const within = candles.filter(({ openTime }) => openTime >= position.since)
    const shown = within.length === 0 ? [last] : within
    drawn.zone.setData(
      shown.map(({ openTime }) => ({ time: secondsOf(openTime), value: toPlot(last.close) })),
    )
  }, [drawn, position, candles])
}
