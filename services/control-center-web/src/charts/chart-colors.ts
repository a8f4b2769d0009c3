'use client'
/** Charts draw on canvas, which knows no CSS variables: the tokens of the theme in force, read anew when it changes. */
import { useEffect, useState } from 'react'

const TOKENS = [
  '--surface-1',
  '--surface-3',
  '--border',
  '--border-strong',
  '--grid',
  '--text-1',
  '--text-2',
  '--text-3',
  '--accent',
  '--accent-solid',
  '--text-on-solid',
  '--accent-tint',
  '--gain',
  '--gain-tint',
  '--loss',
  '--loss-tint',
  '--warn',
  '--stale',
  '--chart-1',
  '--chart-2',
  '--candle-up',
  '--candle-down',
  '--volume',
] as const

export type ChartColors = Readonly<Record<(typeof TOKENS)[number], string>>

function colorsInForce(): ChartColors {
  const style = getComputedStyle(document.documentElement)
  // Each token has its entry: they are what is gone through.
  return Object.fromEntries(
    TOKENS.map((token) => [token, style.getPropertyValue(token).trim()]),
  ) as ChartColors
}

/** Undefined until the page is in a browser. */
export function useChartColors(): ChartColors | undefined {
  const [colors, setColors] = useState<ChartColors>()
  useEffect(() => {
    const read = () => setColors(colorsInForce())
    read()
    const observer = new MutationObserver(read)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [])
  return colors
}

/** What canvas text is set in. */
export const CHART_FONT = '-apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif'
