/** What runs in the page, as text: this side knows no DOM. */

/** Notes when each order was first drawn in Operations, the largest paint, and frames whose work took over 50 ms. */
export const WATCH = `
  window.drawn = {}
  window.largestPaint = 0
  window.longFrames = []
  const noted = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true })
  noted('largest-contentful-paint', ({ startTime }) => { window.largestPaint = startTime })
  noted('long-animation-frame', ({ startTime, duration, renderStart, styleAndLayoutStart, scripts }) => {
    const end = startTime + duration
    window.longFrames.push({
      duration,
      script: scripts.reduce((sum, script) => sum + script.duration, 0),
      render: renderStart === 0 ? 0 : end - renderStart,
      layoutAndPaint: styleAndLayoutStart === 0 ? 0 : end - styleAndLayoutStart,
      by: scripts.map(({ invoker }) => invoker).join(', '),
    })
  })
  addEventListener('DOMContentLoaded', () => {
    // By the cell that has the whole name of an order on hover. Rows are written to as well as made.
    const isOrder = (title) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(title)
    new MutationObserver((changes) => {
      const names = []
      for (const { type, target, addedNodes } of changes) {
        if (type === 'attributes') names.push(target.title)
        for (const node of addedNodes)
          if (node.nodeName === 'TR') for (const cell of node.cells) names.push(cell.title)
      }
      const orders = names.filter(isOrder)
      // After the frame in which they are.
      if (orders.length > 0)
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = () => {
            const now = performance.timeOrigin + performance.now()
            for (const order of orders) window.drawn[order] ??= now
          }
          channel.port2.postMessage(0)
        })
    }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['title'] })
  })
`

const REGION = `document.querySelector('[role=group][aria-label="Orders"]')`

/** Compressed bytes of the script that a page has loaded by itself. */
export const SCRIPT_BYTES = `
  performance.getEntriesByType('resource')
    .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
`

/** As the API has told them, and those that came since. */
export const LOADED_ROWS = `Number(${REGION}.querySelector('table').getAttribute('aria-rowcount')) - 1`

export interface Scrolled {
  /** Of each frame, in ms; those in which the list waited for its next page are not among them. */
  readonly frames: readonly number[]
  /** Frames at the end of what was loaded. */
  readonly waited: number
}

/**
 * Scrolls down by so many pixels in each frame, until so many rows have passed or so many frames: from the top, and from the
 * top again where the list ends.
 */
export const scroll = (step: number, rows: number, frames: number): string => `
  new Promise((resolve) => {
    const region = ${REGION}
    const found = { frames: [], waited: 0 }
    const most = ${rows} * 25 - region.clientHeight
    let last = performance.now()
    let at = region.scrollTop = 0
    let wasAtEnd = true
    const tick = () => {
      const now = performance.now()
      if (wasAtEnd) found.waited++
      else found.frames.push(now - last)
      last = now
      if (at >= most || found.frames.length + found.waited >= ${frames}) return resolve(found)
      const before = at
      region.scrollTop = at + ${step}
      at = region.scrollTop
      wasAtEnd = at === before
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
`

/** Jumps to places all over what is loaded, one each frame. */
export const jump = (frames: number): string => `
  new Promise((resolve) => {
    const region = ${REGION}
    const found = { frames: [], waited: 0 }
    let last = performance.now()
    let place = 0.5
    const tick = () => {
      const now = performance.now()
      found.frames.push(now - last)
      last = now
      if (found.frames.length >= ${frames}) return resolve(found)
      place = (place + 0.618) % 1
      region.scrollTop = place * (region.scrollHeight - region.clientHeight - 20000)
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
`
