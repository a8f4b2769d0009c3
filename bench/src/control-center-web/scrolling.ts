/**
 * Each frame of scrolling in Operations, over all stored orders, while orders and quotes arrive: at the speed of a wheel, by
 * a whole screen in each frame, so that its pages load as one goes, and by jumps to anywhere in what is loaded.
 *
 * A frame's time is between two of the page, whatever the machine does meanwhile. `main thread` is the processor time of the
 * page's own thread a frame: script, style, layout and paint; to draw it on the screen is the work of others, and without a
 * graphics card of the same processors.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Row, summarize } from '../harness.ts'
import { percentile, rounded } from '../latency.ts'
import { jump, LOADED_ROWS, type Scrolled, scroll } from './in-page.ts'
import type { PageMeter } from './watching-browser.ts'

const FRAME_MS = 50
/** Of 36 in sight. */
const WHEEL_STEP = 100
const SCREEN_STEP = 800

interface LongFrame {
  readonly duration: number
  readonly script: number
  readonly render: number
  readonly by: string
}

interface ScrollingPlan {
  readonly rows: number
  readonly frames: number
}

export async function scrolling(
  page: Page,
  meter: PageMeter,
  { rows, frames }: ScrollingPlan,
): Promise<readonly Row[]> {
  await page.goto('/operations')
  await page.locator('tbody tr[aria-rowindex="2"]').waitFor()
  const before = await meter.memory()
  const measure = (name: string, script: string) => measured(page, meter, name, script)
  const wheel = await measure(`a frame of scrolling by ${WHEEL_STEP} px`, scroll(WHEEL_STEP, rows, frames))
  const screens = await measure(
    `a frame of scrolling by a screen, to row ${rows}`,
    scroll(SCREEN_STEP, rows, 1e9),
  )
  const loaded = await page.evaluate<number>(LOADED_ROWS)
  const jumps = await measure('a frame of jumping about in it', jump(frames))
  const after = await meter.memory()
  const memory = {
    'rows loaded': loaded,
    'heap MB before': rounded(before.heap),
    'heap MB with them': rounded(after.heap),
    'bytes a row': Math.round(((after.heap - before.heap) * 1e6) / loaded),
  }
  return [
    wheel,
    { ...screens, met: screens.met === true && loaded >= rows },
    { ...jumps, extra: { ...jumps.extra, ...memory } },
  ]
}

/** With `OTS_BENCH_PAGE_PROFILES`, a folder, the profile of the script is kept there: DevTools opens it. */
async function measured(page: Page, meter: PageMeter, name: string, script: string): Promise<Row> {
  await page.evaluate('window.longFrames.length = 0')
  const before = await meter.metrics()
  const run = () => page.evaluate<Scrolled>(script)
  const folder = process.env.OTS_BENCH_PAGE_PROFILES
  const { frames, waited } =
    folder === undefined ? await run() : await profiled(meter, run, join(folder, name))
  const after = await meter.metrics()
  const long = await page.evaluate<readonly LongFrame[]>('window.longFrames')
  const cpu = (metric: string) =>
    rounded((((after.get(metric) ?? 0) - (before.get(metric) ?? 0)) * 1_000) / (frames.length + waited))
  const slow = frames.filter((ms) => ms > FRAME_MS).length
  const worst = [...long].sort((a, b) => b.duration - a.duration)[0]
  return {
    ...{ name, unit: 'ms', subject: summarize(frames, 'ms') },
    ...{ target: `none > ${FRAME_MS} ms`, met: slow === 0 },
    extra: {
      ...{ frames: frames.length, 'too slow': slow, 'of them by the page itself': long.length },
      ...{ p95: rounded(percentile(frames, 0.95)), p99: rounded(percentile(frames, 0.99)) },
      'waited for a page, frames': waited,
      ...{ 'main thread ms a frame': cpu('TaskDuration'), script: cpu('ScriptDuration') },
      ...{ style: cpu('RecalcStyleDuration'), layout: cpu('LayoutDuration') },
      ...(worst === undefined
        ? {}
        : { worst: `${rounded(worst.duration)} ms, script ${rounded(worst.script)} (${worst.by})` }),
    },
  }
}

async function profiled(meter: PageMeter, run: () => Promise<Scrolled>, path: string): Promise<Scrolled> {
  const { result, profile } = await meter.profiled(run)
  writeFileSync(`${path.replaceAll(' ', '-')}.cpuprofile`, JSON.stringify(profile))
  return result
}
