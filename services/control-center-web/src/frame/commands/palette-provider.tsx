'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { NAV_ITEMS } from '../nav-items.ts'
import { PaletteContext } from './palette-context.ts'

const Palette = dynamic(() => import('./palette.tsx').then(({ Palette }) => Palette), { ssr: false })
const ShortcutList = dynamic(() => import('./shortcut-list.tsx').then(({ ShortcutList }) => ShortcutList), {
  ssr: false,
})

type Opened = 'palette' | 'shortcuts' | undefined

/** How long `g` waits for the letter of a page. */
const CHORD_MS = 1_200

/** The palette, the list of shortcuts, and the keys that open both and go places. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<Opened>()
  const keepFocus = useFocusBack(opened)
  const open = useCallback(
    (what: Opened) => {
      keepFocus()
      setOpened(what)
    },
    [keepFocus],
  )
  useKeys(open)
  const control = useMemo(() => ({ open: () => open('palette') }), [open])
  const close = () => setOpened(undefined)
  return (
    <PaletteContext value={control}>
      {children}
      {opened === 'palette' ? <Palette onClose={close} onShortcuts={() => setOpened('shortcuts')} /> : null}
      {opened === 'shortcuts' ? <ShortcutList onClose={close} /> : null}
    </PaletteContext>
  )
}

/** Whoever uses keys goes on where they were, whether they looked at one of them or at both, one after the other. */
function useFocusBack(opened: Opened): () => void {
  const before = useRef<Element>(null)
  useEffect(() => {
    if (opened !== undefined) return
    if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true })
    before.current = null
  }, [opened])
  return useCallback(() => {
    before.current ??= document.activeElement
  }, [])
}

function useKeys(open: (what: Opened) => void): void {
  const router = useRouter()
  const chordUntil = useRef(0)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        open('palette')
        return
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isBusy(event.target)) return
      const target = NAV_ITEMS.find(({ key }) => key === event.key)
      if (chordUntil.current > Date.now() && target !== undefined) router.push(target.href)
      chordUntil.current = event.key === 'g' ? Date.now() + CHORD_MS : 0
      if (event.key === '?') open('shortcuts')
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [open, router])
}

/** Whoever writes, or is asked something, means letters. */
const isBusy = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest('input, textarea, select, [role="dialog"]') !== null)
