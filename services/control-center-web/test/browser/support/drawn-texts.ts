/** What charts write on their canvas: nobody else can read it. */
import type { Page } from 'playwright-core'

declare global {
  interface Window {
    /** By text: whether all of it was within the canvas, whenever it was written. */
    drawnTexts?: Map<string, boolean>
  }
}

/** Before the page is gone to. */
export async function recordDrawnTexts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const texts = new Map<string, boolean>()
    window.drawnTexts = texts
    const write = CanvasRenderingContext2D.prototype.fillText
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
      const at = this.getTransform().transformPoint({ x, y })
      const scale = this.getTransform().a
      const { actualBoundingBoxLeft: left, actualBoundingBoxRight: right } = this.measureText(text)
      const isWhole = at.x - left * scale >= 0 && at.x + right * scale <= this.canvas.width
      if (this.canvas.isConnected) texts.set(text, isWhole && texts.get(text) !== false)
      write.call(this, text, x, y, ...rest)
    }
  })
}

export const drawnTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => [...(window.drawnTexts?.keys() ?? [])])

/** Those of which a part was outside. */
export const cutTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...(window.drawnTexts ?? [])].flatMap(([text, isWhole]) => (isWhole || text === '' ? [] : [text])),
  )
