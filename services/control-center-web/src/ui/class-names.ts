/** Class names joined, later ones winning over earlier ones of the same kind; it knows the names of theme.css. */
import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ['11', '12', '13', '15', '19', '27'],
      radius: ['1', '2', '3'],
      shadow: ['pop'],
    },
  },
})

export function classNames(...values: ClassValue[]): string {
  return merge(clsx(values))
}
