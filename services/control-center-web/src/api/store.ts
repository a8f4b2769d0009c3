/** A value that components follow: outside of the query cache, for what changes often or was never asked for. */
import { useSyncExternalStore } from 'react'

export interface Store<Value> {
  /** What it began with, and what pages were rendered with when they were built. */
  readonly initial: Value
  get(): Value
  set(value: Value): void
  subscribe(listener: () => void): () => void
}

export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    initial,
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** A part of the page that comes alive late begins with the initial value, as its HTML does, whatever came meanwhile. */
export const useStore = <Value>(store: Store<Value>): Value =>
  useSyncExternalStore(store.subscribe, store.get, () => store.initial)
