'use client'
/** Views that the person has named, in this browser: each is a set of filters. */
import { useSyncExternalStore } from 'react'
import { z } from '../../parsing/zod.ts'

const STORAGE_KEY = 'ots-operations-views'
const MOST_VIEWS = 20

const viewSchema = z.object({ name: z.string().min(1).max(40), search: z.string().max(2_000) })
export type SavedView = z.output<typeof viewSchema>

const listeners = new Set<() => void>()
const NO_VIEWS: readonly SavedView[] = []
let known: { readonly text: string | null; readonly views: readonly SavedView[] } = {
  text: null,
  views: NO_VIEWS,
}

/** What somebody else has written there is not ours to trust. */
function parsed(text: string): readonly SavedView[] {
  try {
    const result = z.array(viewSchema).safeParse(JSON.parse(text))
    return result.success ? result.data.slice(0, MOST_VIEWS) : NO_VIEWS
  } catch {
    return NO_VIEWS
  }
}

function current(): readonly SavedView[] {
  const text = localStorage.getItem(STORAGE_KEY)
  if (text !== known.text) known = { text, views: text === null ? NO_VIEWS : parsed(text) }
  return known.views
}

function keep(views: readonly SavedView[]): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(views.slice(0, MOST_VIEWS)))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

export function useSavedViews() {
  const views = useSyncExternalStore(subscribe, current, () => NO_VIEWS)
  return {
    views,
    /** One of the same name is replaced. */
    save: (view: SavedView) => keep([...current().filter(({ name }) => name !== view.name), view]),
    remove: (name: string) => keep(current().filter((view) => view.name !== name)),
  }
}
