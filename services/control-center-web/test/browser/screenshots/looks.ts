/** The looks in which pages are shown, and what their pictures are called. */
import type { Page } from 'playwright-core'
import { type Language, PHONE, type Theme, WIDE } from '../support/browser.ts'

export interface Look {
  readonly theme: Theme
  readonly language: Language
  readonly viewport: { readonly width: number; readonly height: number }
}

export const DARK: Look = { theme: 'dark', language: 'en', viewport: WIDE }
export const LOOKS: readonly Look[] = [
  DARK,
  { theme: 'light', language: 'en', viewport: PHONE },
  { theme: 'dark', language: 'pt-BR', viewport: PHONE },
  { theme: 'light', language: 'pt-BR', viewport: WIDE },
]

export const nameOf = (name: string, { theme, language, viewport }: Look): string =>
  `${name}-${theme}-${language}-${viewport.width}`

/** Shown is what was asked for: no grey lines in its place; and charts, which are loaded after it. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1, main h2').first().waitFor({ state: 'attached' })
  const grey = '[role=status]:is([aria-label^=Loading], [aria-label^=Carregando])'
  await page.waitForFunction((grey) => document.querySelector(grey) === null, grey)
  await page.waitForTimeout(CHARTS_MS)
}

const CHARTS_MS = 1_500
