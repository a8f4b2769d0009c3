/** What runs in the page, as text: this side knows no DOM. */

/** Notes when each row of Operations was first drawn, and the largest paint, in milliseconds since 1970. */
export const WATCH = `
  window.drawn = {}
  window.largestPaint = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.largestPaint = entry.startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver((changes) => {
      const names = []
      for (const { addedNodes } of changes)
        for (const node of addedNodes)
          if (node.nodeName === 'TR') names.push(node.querySelector('td .font-mono')?.title ?? '')
      // After the frame in which they are.
      if (names.length > 0)
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = () => {
            const now = performance.timeOrigin + performance.now()
            for (const name of names) window.drawn[name] ??= now
          }
          channel.port2.postMessage(0)
        })
    }).observe(document, { childList: true, subtree: true })
  })
`

/** Scrolls what \`label\` names, by so much each frame; returns how long each frame took. */
export const scrollFrames = (label: string, step: number, frames: number): string => `
  new Promise((resolve) => {
    const region = document.querySelector('[role=group][aria-label="${label}"]')
    const times = []
    let last = performance.now()
    region.scrollTop = 0
    const tick = () => {
      const now = performance.now()
      times.push(now - last)
      last = now
      region.scrollTop += ${step}
      if (times.length < ${frames}) requestAnimationFrame(tick)
      else resolve(times.slice(2))
    }
    requestAnimationFrame(tick)
  })
`
