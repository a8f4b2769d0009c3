'use client'
/** Views that the person has named, in this browser: each is a set of filters. */
import { useSyncExternalStore } from 'react'

const STORAGE_KEY = 'ots-operations-views'
const MOST_VIEWS = 20
const LONGEST_NAME = 40
const LONGEST_SEARCH = 2_000

export interface SavedView {
  readonly name: string
  readonly search: string
}

const listeners = new Set<() => void>()
const NO_VIEWS: readonly SavedView[] = []
let known: { readonly text: string | null; readonly views: readonly SavedView[] } = {
  text: null,
  views: NO_VIEWS,
}

/** What somebody else has written there is not ours to trust. By hand: zod would be a third of what this page loads. */
export function parseSavedViews(text: string): readonly SavedView[] {
  try {
    const found: unknown = JSON.parse(text)
    return Array.isArray(found) && found.every(isSavedView) ? found.slice(0, MOST_VIEWS) : NO_VIEWS
  } catch {
    return NO_VIEWS
  }
}

const isSavedView = (value: unknown): value is SavedView =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'search' in value &&
  isText(value.name, 1, LONGEST_NAME) &&
  isText(value.search, 0, LONGEST_SEARCH)

const isText = (value: unknown, shortest: number, longest: number): value is string =>
  typeof value === 'string' && value.length >= shortest && value.length <= longest

function current(): readonly SavedView[] {
  const text = localStorage.getItem(STORAGE_KEY)
  if (text !== known.text) known = { text, views: text === null ? NO_VIEWS : parseSavedViews(text) }
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
