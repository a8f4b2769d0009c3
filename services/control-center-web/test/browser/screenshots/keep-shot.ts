/** Pictures for the documents: small, since each of them stays in the repository's history. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

export const SHOTS = fileURLToPath(new URL('../../../../../docs/screenshots/', import.meta.url))

/** What the window shows, as it is. */
export async function keepShot(page: Page, name: string): Promise<void> {
  const shot = await page.screenshot({ caret: 'initial' })
  mkdirSync(SHOTS, { recursive: true })
  writeFileSync(join(SHOTS, `${name}.png`), await smaller(shot))
}

const COLORS = 128

/** A palette is enough for flat pages. Next brings sharp, where the machine has one: without it pictures are larger, that is all. */
async function smaller(png: Buffer): Promise<Buffer> {
  const { default: sharp } = await import('sharp').catch(() => ({ default: undefined }))
  if (sharp === undefined) return png
  return sharp(png).png({ palette: true, colors: COLORS, effort: 10, dither: 0 }).toBuffer()
}
