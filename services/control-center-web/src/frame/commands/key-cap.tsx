import type { ReactNode } from 'react'

export function KeyCap({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-1 border border-line-strong px-[5px] font-sans text-11 text-faint">
      {children}
    </kbd>
  )
}
