import Link from 'next/link'
import type { ReactNode } from 'react'

/** At the end of a panel's head: to the page that has all of it. */
export function PanelLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link prefetch={false} href={href} className="text-12 text-accent hover:underline">
      {children}
    </Link>
  )
}
