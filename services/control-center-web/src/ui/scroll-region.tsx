import type { ComponentProps } from 'react'

export interface ScrollRegionProps extends ComponentProps<'section'> {
  readonly label: string
}

/** What scrolls within a page is reached by keyboard, or it could not be scrolled without a pointer. */
export function ScrollRegion({ label, ...rest }: ScrollRegionProps) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1 asks for it where something scrolls.
  return <section aria-label={label} tabIndex={0} {...rest} />
}
