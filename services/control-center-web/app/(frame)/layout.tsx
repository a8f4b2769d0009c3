import type { ReactNode } from 'react'
import { Frame } from '../../src/frame/frame.tsx'

export default function FrameLayout({ children }: { children: ReactNode }) {
  return <Frame>{children}</Frame>
}
