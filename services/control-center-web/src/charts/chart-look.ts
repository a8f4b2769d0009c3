/** What all candle charts look like: grid, axis at the right, crosshair, times and prices as the user reads them. */
import {
  type ChartOptions,
  ColorType,
  CrosshairMode,
  type DeepPartial,
  LineStyle,
  TickMarkType,
  type Time,
} from 'lightweight-charts'
import { CHART_FONT, type ChartColors } from './chart-colors.ts'

export interface Clock {
  readonly tick: (time: Time, type: TickMarkType) => string
  readonly exact: (time: Time) => string
}

/** The chart's times are moved by the zone already. */
export function clockOf(locale: string): Clock {
  const form = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
      ...options,
      timeZone: 'UTC',
      hourCycle: 'h23',
    })
  const day = form({ day: '2-digit', month: 'short' })
  const minute = form({ hour: '2-digit', minute: '2-digit' })
  const full = form({ day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' })
  // Ours are seconds since 1970, always.
  const date = (time: Time) => new Date(Number(time) * 1_000)
  const isTime = (type: TickMarkType) => type === TickMarkType.Time || type === TickMarkType.TimeWithSeconds
  return {
    tick: (time, type) => (isTime(type) ? minute : day).format(date(time)),
    exact: (time) => full.format(date(time)),
  }
}

export function chartLook(colors: ChartColors, clock: Clock, locale: string): DeepPartial<ChartOptions> {
  const grid = { color: colors['--grid'] }
  const cross = {
    ...{ color: colors['--text-3'], width: 1 as const, style: LineStyle.Dotted },
    labelBackgroundColor: colors['--surface-3'],
  }
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: colors['--surface-1'] },
      ...{ textColor: colors['--text-3'], fontSize: 11, fontFamily: CHART_FONT },
      // The page names TradingView in a link of its own, as the licence allows.
      attributionLogo: false,
    },
    grid: { vertLines: grid, horzLines: grid },
    crosshair: { mode: CrosshairMode.Normal, vertLine: cross, horzLine: cross },
    rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.08, bottom: 0.16 } },
    timeScale: {
      ...{ borderVisible: false, timeVisible: true, rightOffset: 8 },
      tickMarkFormatter: clock.tick,
    },
    localization: { locale, timeFormatter: clock.exact },
    // One page scrolls under it: only what is meant for the chart moves it.
    handleScroll: { vertTouchDrag: false, mouseWheel: false },
    handleScale: { mouseWheel: false },
  }
}
