import type { ReactNode } from 'react'
import { Link } from '../../ui/link.tsx'

/** At the end of a panel's head: to the page that has all of it. */
export function PanelLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="text-12 text-accent hover:underline">
      {children}
    </Link>
  )
}
