'use client'
/**
 * Equity over what each day (or other span) made, on one time axis; drawn by uPlot. The line breaks where equity was not
 * known. What is under the pointer is told in the head.
 */
import { useLocale, useTimeZone, useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { subtractDecimals, toPlot } from '../ui/format/decimal.ts'
import { formatNumber } from '../ui/format/number-format.ts'
import { toMillis } from '../ui/format/time-format.ts'
import { CHART_FONT, type ChartColors, useChartColors } from './chart-colors.ts'
import { timeLabels } from './time-labels.ts'

export interface EquityChartPoint {
  readonly ts: string
  readonly open: string | null
  readonly close: string | null
}

export interface EquityChartProps {
  readonly points: readonly EquityChartPoint[]
  readonly height?: number
  readonly isStale?: boolean
}

/** uPlot's way: columns. PnL bars stand where their span begins. */
function columns(points: readonly EquityChartPoint[], spanMs: number): uPlot.AlignedData {
  const times = points.map(({ ts }) => toMillis(ts) / 1_000)
  const equity = points.map(({ close }) => (close === null ? null : toPlot(close)))
  return [times, equity, pnlBars(points, spanMs)]
}

function pnlBars(points: readonly EquityChartPoint[], spanMs: number): (number | null)[] {
  const bars = points.map((): number | null => null)
  let start = 0
  for (let i = 0; i < points.length; i++) {
    const [first, point, next] = [points[start], points[i], points[i + 1]]
    if (first === undefined || point === undefined) break
    const ends = next === undefined || spanOf(next.ts, spanMs) !== spanOf(first.ts, spanMs)
    if (!ends) continue
    if (first.open !== null && point.close !== null)
      bars[Math.floor((start + i) / 2)] = toPlot(subtractDecimals(point.close, first.open))
    start = i + 1
  }
  return bars
}

const spanOf = (ts: string, spanMs: number): number => Math.floor(toMillis(ts) / spanMs)
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Twenty bars or so. */
function barSpan(points: readonly EquityChartPoint[]): number {
  const [first, last] = [points[0], points.at(-1)]
  const covered = first === undefined || last === undefined ? 0 : toMillis(last.ts) - toMillis(first.ts)
  if (covered > 2 * DAY) return DAY
  if (covered > 3 * HOUR) return HOUR
  return covered > HOUR / 3 ? HOUR / 12 : HOUR / 60
}

export function EquityChart({ points, height = 240, isStale = false }: EquityChartProps) {
  const t = useTranslations('charts')
  const locale = useLocale()
  const timeZone = useTimeZone() ?? 'UTC'
  const colors = useChartColors()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot>(undefined)
  const data = useRef<uPlot.AlignedData>([[], [], []])
  useEffect(() => {
    data.current = columns(points, barSpan(points))
    chart.current?.setData(data.current)
  }, [points])
  useEffect(() => {
    const element = box.current
    if (element === null || colors === undefined) return
    const options = chartOptions({ colors, locale, timeZone, isStale, height, width: element.clientWidth })
    const made = new uPlot(options, data.current, element)
    chart.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.current = undefined
      made.destroy()
    }
  }, [colors, locale, timeZone, isStale, height])
  return <div ref={box} role="img" aria-label={t('equity')} className="w-full" style={{ height }} />
}

interface Look {
  readonly colors: ChartColors
  readonly locale: string
  readonly timeZone: string
  readonly isStale: boolean
  readonly width: number
  readonly height: number
}

/** On both sides of what is drawn: half a bar is not cut off. */
const EDGE_PX = 14

function withEdges(plot: uPlot, first: number | null, last: number | null): uPlot.Range.MinMax {
  if (first === null || last === null) return [first, last]
  // A single point has no span of its own.
  const edge = ((last - first || HOUR / 60_000) * EDGE_PX) / Math.max(EDGE_PX, plot.width)
  return [first - edge, last + edge]
}

const FONT = `11px ${CHART_FONT}`

function chartOptions({ colors, locale, timeZone, isStale, width, height }: Look): uPlot.Options {
  const line = isStale ? colors['--stale'] : colors['--chart-1']
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const axis = { stroke: colors['--text-3'], font: FONT, ticks: { show: false } } as const
  const grid = { stroke: colors['--grid'], width: 1 }
  return {
    ...{ width, height, legend: { show: false }, padding: [8, 0, 0, EDGE_PX] },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), timeZone),
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: {
      x: { range: withEdges },
      // Two thirds for equity, the last third for the bars below it.
      equity: { range: (_, low, high) => [low - (high - low || 1) * 0.6, high + (high - low || 1) * 0.06] },
      pnl: {
        range: (_, low, high) => {
          const most = Math.max(Math.abs(low ?? 0), Math.abs(high ?? 0)) || 1
          return [-most * 1.1, most * 7]
        },
      },
    },
    hooks: { draw: [(plot) => drawAmounts(plot, { colors, isStale, locale })] },
    series: [
      {},
      {
        ...{ scale: 'equity', stroke: line, width: 1.5, points: { show: false }, spanGaps: false },
        fill: (plot) => fadingBelow(plot, line),
      },
      pnlSeries(colors, isStale),
    ],
    axes: [
      {
        ...{ ...axis, grid, size: 28, space: 90 },
        values: (plot, splits, _, __, step) =>
          timeLabels(splits, step, {
            ...{ locale, timeZone },
            leftOf: (seconds) => plot.valToPos(seconds, 'x') + EDGE_PX,
          }),
      },
      {
        ...{ ...axis, scale: 'equity', side: 1, size: 78 },
        // Below the line is the place of the bars, which have amounts of their own.
        grid: { ...grid, filter: aboveBars },
        values: (plot, splits) =>
          aboveBars(plot, splits).map((value) => (value === null ? '' : number.format(value))),
      },
    ],
  }
}

const TAG_HEIGHT = 18

interface AmountLook {
  readonly colors: ChartColors
  readonly isStale: boolean
  readonly locale: string
}

/** On the axis, each at its height: what it is worth now, and what the longest bar stands for. */
function drawAmounts(plot: uPlot, { colors, isStale, locale }: AmountLook): void {
  const { ctx } = plot
  ctx.save()
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  const left = plot.bbox.left + plot.bbox.width
  const most = numbersOf(plot.data[2]).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0)
  if (most !== 0) {
    ctx.font = `${11 * uPlot.pxRatio}px ${CHART_FONT}`
    ctx.fillStyle = colors['--text-3']
    const text = formatNumber(String(most), locale, { digits: 2, isSigned: true })
    ctx.fillText(text, left + 5 * uPlot.pxRatio, plot.valToPos(most, 'pnl', true))
  }
  const newest = numbersOf(plot.data[1]).at(-1)
  if (newest !== undefined) {
    const [solid, on] = isStale
      ? (['--surface-3', '--text-2'] as const)
      : (['--accent-solid', '--text-on-solid'] as const)
    const text = formatNumber(String(newest), locale, { digits: 2 })
    drawTag(ctx, {
      text,
      left,
      middle: plot.valToPos(newest, 'equity', true),
      back: colors[solid],
      front: colors[on],
    })
  }
  ctx.restore()
}

const numbersOf = (values: uPlot.AlignedData[1] | undefined): number[] =>
  Array.from(values ?? []).filter((value) => typeof value === 'number')

interface Tag {
  readonly text: string
  readonly left: number
  readonly middle: number
  readonly back: string
  readonly front: string
}

function drawTag(ctx: CanvasRenderingContext2D, { text, left, middle, back, front }: Tag): void {
  const height = TAG_HEIGHT * uPlot.pxRatio
  ctx.font = `600 ${11 * uPlot.pxRatio}px ${CHART_FONT}`
  // Of a mark that it would hide in part, nothing is left.
  ctx.clearRect(left + 1, middle - height * 0.9, 90 * uPlot.pxRatio, height * 1.8)
  ctx.fillStyle = back
  ctx.beginPath()
  ctx.roundRect(
    left,
    middle - height / 2,
    ctx.measureText(text).width + 12 * uPlot.pxRatio,
    height,
    3 * uPlot.pxRatio,
  )
  ctx.fill()
  ctx.fillStyle = front
  ctx.fillText(text, left + 6 * uPlot.pxRatio, middle + uPlot.pxRatio / 2)
}

/** The line's own colour, gone at the bottom: what is under it is no amount. */
function fadingBelow(plot: uPlot, color: string): CanvasGradient | string {
  const { top, height } = plot.bbox
  if (!Number.isFinite(top) || !(height > 0)) return 'transparent'
  const gradient = plot.ctx.createLinearGradient(0, top, 0, top + height * 0.75)
  gradient.addColorStop(0, withAlpha(color, 0.2))
  gradient.addColorStop(1, withAlpha(color, 0))
  return gradient
}

/** Of the tokens' `#rrggbb`. */
const withAlpha = (color: string, alpha: number): string =>
  `${color}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`

/** The scale goes 0.6 of what the line covers further down: there the marks are left out. */
function aboveBars({ scales }: uPlot, splits: readonly number[]): (number | null)[] {
  const { min = 0, max = 0 } = scales.equity ?? {}
  const low = (min ?? 0) + ((max ?? 0) - (min ?? 0)) * BELOW_LINE
  return splits.map((value) => (value < low ? null : value))
}

/** 0.6 of 1.66. */
const BELOW_LINE = 0.34

function pnlSeries(colors: ChartColors, isStale: boolean): uPlot.Series {
  const [gain, loss] = isStale
    ? [colors['--stale'], colors['--stale']]
    : [colors['--candle-up'], colors['--candle-down']]
  const colorsOf = (plot: uPlot) =>
    Array.from(plot.data[2] ?? [], (value) => ((value ?? 0) < 0 ? loss : gain))
  const bars = uPlot.paths.bars?.({
    size: [0.7, 16],
    // Bars have colours of their own where both are given.
    disp: { fill: { unit: 3, values: colorsOf }, stroke: { unit: 3, values: colorsOf } },
  })
  return {
    ...{ scale: 'pnl', points: { show: false }, stroke: 'transparent', fill: gain },
    ...(bars === undefined ? {} : { paths: bars }),
  }
}
